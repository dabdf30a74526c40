# Customer Inventory. `make help` lists what can be done here.
#
# Everything that is built or installed lands in one cache folder, so that a second
# checkout does not compile the database engine (a quarter of an hour) again.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

CACHE ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/customer-inventory
TOOLS ?= $(CACHE)/tools
CARGO_TARGET_DIR ?= $(CACHE)/target
PATH := $(TOOLS)/bin:$(CURDIR)/node_modules/.bin:$(PATH):$(HOME)/.cargo/bin
export CARGO_TARGET_DIR PATH

# Tests drive the machine's browsers; see `test-e2e`.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

# Any cargo-nextest that is here already will do.
CARGO_NEXTEST := $(or $(shell cargo-nextest --version 2>/dev/null | awk 'NR == 1 {print $$2}'),0.9.143)
CARGO_DENY := 0.20.2
# These must match Cargo.lock.
locked = $(shell sed -n '/^name = "$(1)"$$/{n;s/version = "\(.*\)"/\1/p}' Cargo.lock)
WASM_BINDGEN = $(call locked,wasm-bindgen)
SURREALDB = $(call locked,surrealdb-server)

# The database server that tests start; tests that are run by hand look for it there, too.
SURREAL := $(TOOLS)/bin/surreal

# The same packages and features in every step: others would compile the engine again.
SERVER_SIDE := --locked --release -p model -p filter -p search -p store -p transfer -p app -p server -p bench --features app/ssr
# The filter language is to run in the browser too.
BROWSER_SIDE := --locked --target wasm32-unknown-unknown -p frontend -p filter

ADDRESS ?= 127.0.0.1:3000
DATABASE ?= surrealkv://./data/db
BINARY := target/customer-inventory

##@ Use
.PHONY: run
run: build ## Build what changed and start the application on http://127.0.0.1:3000
	@mkdir -p data
	exec $(BINARY) --database $(DATABASE) serve --addr $(ADDRESS)

.PHONY: dev
dev: setup ## Rebuild and restart on every change; reload the page to see it
	@rm -f $(SITE) # what it leaves in target/site is not for shipping
	CARGO_PROFILE_WASM_RELEASE_LTO=off CARGO_PROFILE_WASM_RELEASE_OPT_LEVEL=1 \
	CARGO_PROFILE_WASM_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_WASM_RELEASE_INCREMENTAL=true \
	cargo leptos watch --release --split

.PHONY: build
build: site ## Build the program: one file, target/customer-inventory, that runs from any folder
	@echo "== Building the server"
	cargo build --locked --release -p server
	@mkdir -p target
	@ln -f $(CARGO_TARGET_DIR)/release/customer-inventory $(BINARY) 2>/dev/null \
	  || cp -f $(CARGO_TARGET_DIR)/release/customer-inventory $(BINARY)

# cargo-leptos empties the site's folder and makes everything again each time: half a
# minute. So it is asked only when something that ends up in the browser changed.
SITE := target/site.stamp
SITE_SOURCES := $(shell find app/src app/filter app/model frontend style -type f) \
  .cargo/config.toml Cargo.toml Cargo.lock app/Cargo.toml package-lock.json

.PHONY: site
site: $(SITE) ## Build what the browser gets, into target/site

$(SITE): $(SITE_SOURCES) | setup
	@echo "== Building the site"
	@rm -f $@
	cargo leptos build --release --precompress --frontend-only --split
	@touch $@

##@ Check
.PHONY: test
test: check-fmt clippy check-types docs site check-size test-rust test-e2e audit ## Everything below, in this order; stops at the first failure
	@echo "== All checks passed"
	@tail -n 3 target/test-audit.log
	@grep -h 'Summary' target/test-rust.log
	@grep -h -E '^ +[0-9]+ (passed|skipped|flaky)' target/test-e2e.log

.PHONY: check-fmt
check-fmt: setup-rust ## Formatting
	@echo "== Checking the formatting"
	cargo fmt --all --check

.PHONY: clippy
clippy: setup-rust ## Lints, for the server's side and for the browser's; warnings are errors
	@echo "== Linting"
	cargo clippy $(SERVER_SIDE) --all-targets -- -D warnings
	cargo clippy $(BROWSER_SIDE) -- -D warnings

.PHONY: check-types
check-types: node_modules/.package-lock.json ## The types of the end-to-end tests
	@echo "== Checking the types of the end-to-end tests"
	npx tsc -p end2end

.PHONY: docs
docs: setup-rust ## The documentation of our own crates; warnings are errors
	@echo "== Checking the documentation"
	RUSTDOCFLAGS="-D warnings" cargo doc $(SERVER_SIDE) --no-deps

# In bytes of brotli, WebAssembly and JavaScript together, as far as every page needs them.
SIZE_BUDGET ?= 260000

.PHONY: check-size
check-size: site ## How much the browser loads, against the budget for it
	@echo "== Measuring what the browser loads"
	@scripts/size target/site/pkg $(SIZE_BUDGET)

.PHONY: test-rust
test-rust: setup-test-tools setup-surreal ## Rust tests, through a real HTTP server and every kind of database where they need one
	@echo "== Running the Rust tests"
	@mkdir -p target
	SURREAL=$(SURREAL) cargo nextest run $(SERVER_SIDE) 2>&1 | tee target/test-rust.log
	cargo test $(SERVER_SIDE) --doc

.PHONY: test-e2e
test-e2e: build setup-chromium ## Playwright against the built program
	@echo "== Running the end-to-end tests"
	cd end2end && npx playwright test 2>&1 | tee ../target/test-e2e.log

.PHONY: test-firefox
test-firefox: build ## The same in the machine's Firefox; not part of `make test`
	@scripts/firefox
	cd end2end && TEST_BROWSER=firefox npx playwright test

.PHONY: audit
audit: setup-test-tools ## Licences, sources and known vulnerabilities of everything we depend on
	@echo "== Auditing dependencies"
	@mkdir -p target
	scripts/audit 2>&1 | tee target/test-audit.log

CUSTOMERS ?= 100000
INSTANCES ?= 500000

SIZE = $(CUSTOMERS)-$(INSTANCES)
SEEDED = $(abspath $(CARGO_TARGET_DIR))/bench/$(SIZE)

# Latencies are compared with those at the smallest size, if that was measured before.
SMALLEST := target/bench-10000-50000.json
RESULTS = target/bench-$(SIZE).json

.PHONY: bench
bench: bench-http bench-browser ## How fast it is; CUSTOMERS=1000000 INSTANCES=5000000 for another size

.PHONY: bench-http
bench-http: build ## Only over HTTP; BENCH="--only search" for only some cases
	@echo "== Measuring at $(CUSTOMERS) customers and $(INSTANCES) instances over HTTP"
	cargo build $(SERVER_SIDE)
	$(CARGO_TARGET_DIR)/release/bench --program $(BINARY) \
	  --customers $(CUSTOMERS) --instances $(INSTANCES) --json $(RESULTS) \
	  --folder $(SEEDED) \
	  $(if $(filter-out $(RESULTS),$(wildcard $(SMALLEST))),--against $(SMALLEST)) $(BENCH)

.PHONY: bench-browser
bench-browser: build setup-chromium ## Only in a browser, with the inventory that bench-http seeds
	@echo "== Measuring at $(CUSTOMERS) customers and $(INSTANCES) instances in a browser"
	cd end2end && BUDGETS_FOLDER=$(SEEDED) BUDGETS_JSON=$(CURDIR)/target/bench-browser-$(SIZE).json \
	  npx playwright test --config playwright.budgets.config.ts

.PHONY: fmt
fmt: setup-rust ## Format the code
	cargo fmt --all

##@ Set up (the targets above do this by themselves)
.PHONY: setup
setup: setup-rust setup-tools node_modules/.package-lock.json ## Install what is missing (tools into ~/.cache/customer-inventory)

.PHONY: setup-rust
setup-rust:
	@need() { command -v "$$1" >/dev/null || { echo "$$1 is missing: $$2" >&2; exit 1; }; }; \
	need cargo "install Rust from https://rustup.rs"; \
	need cc "install a C compiler (Debian: apt-get install build-essential)"; \
	need node "install Node.js 20 or newer from https://nodejs.org"; \
	need npm "it comes with Node.js, https://nodejs.org"
	@test -d "$$(rustc --print target-libdir --target wasm32-unknown-unknown)" || { \
	  command -v rustup >/dev/null || { echo "Rust cannot build for the browser: install Rust from https://rustup.rs" >&2; exit 1; }; \
	  echo "== Adding the wasm32-unknown-unknown target to Rust"; \
	  rustup target add wasm32-unknown-unknown; }

# $(call install,program that tells its version,its package,version,options to cargo install)
install = @$(1) --version 2>/dev/null | grep -qwF '$(3)' || { \
	echo "== Installing $(2) $(3)"; \
	CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_TARGET_DIR=$(TOOLS)/target \
	  cargo install $(2) --version $(3) --root $(TOOLS) $(4); \
	rm -rf $(TOOLS)/target; }

.PHONY: setup-tools
setup-tools:
	$(call install,wasm-bindgen,wasm-bindgen-cli,$(WASM_BINDGEN),) # its own lock file cannot be resolved
	@scripts/cargo-leptos $(TOOLS)

.PHONY: setup-test-tools
setup-test-tools: setup
	$(call install,cargo-nextest,cargo-nextest,$(CARGO_NEXTEST),--locked --no-default-features --features default-no-update)
	$(call install,cargo-deny,cargo-deny,$(CARGO_DENY),--locked)

# crates.io has no such program, so server/surreal is one. It has a target folder of its own, because
# its features of the engine are not those of the application.
.PHONY: setup-surreal
setup-surreal: setup-rust ## Build the SurrealDB server that the Rust tests start
	@{ $(SURREAL) version 2>/dev/null | grep -qwF '$(SURREALDB)' && cmp -s server/surreal/Cargo.toml $(SURREAL).toml; } || { \
	echo "== Building the SurrealDB server $(SURREALDB) that tests start: once, about five minutes on two cores"; \
	CARGO_TARGET_DIR=$(TOOLS)/target cargo build --locked --profile surreal -p surreal; \
	mkdir -p $(TOOLS)/bin; \
	mv -f $(TOOLS)/target/surreal/surreal $(SURREAL); \
	cp server/surreal/Cargo.toml $(SURREAL).toml; \
	rm -rf $(TOOLS)/target; }

# Not `npm ci`: it refuses a lock file that lacks a package for some other platform, which happens
# when a registry does not serve all of a recent release. `--no-save` keeps to the lock file too.
node_modules/.package-lock.json: package.json package-lock.json
	@echo "== Installing tailwindcss, wasm-opt, Playwright and TypeScript from npm"
	npm install --no-save --no-audit --no-fund
	@touch $@

.PHONY: setup-chromium
setup-chromium:
	@scripts/chromium

##@ Tidy
.PHONY: clean
clean: ## Remove what this checkout built; the cache stays
	rm -rf target node_modules

.PHONY: help
help: ## This list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z0-9-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile
