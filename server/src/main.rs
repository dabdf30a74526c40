//! The program `customer-inventory`.

use std::process::ExitCode;

use server::{commands, config::Cli, error::Error, logging};

/// The engine and the index allocate so much that the system's allocator takes a tenth of an import.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// SurrealDB's engine recurses deeply.
const STACK: usize = 10 * 1024 * 1024;

fn main() -> ExitCode {
    let cli = Cli::from_args();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("customer-inventory: {error}");
            error.exit_code()
        }
    }
}

fn run(cli: Cli) -> Result<(), Error> {
    logging::start(&cli.common)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(STACK)
        .enable_all()
        .build()
        .map_err(|error| Error::failed("the threads could not be started", error))?;
    // On a thread of the runtime, because the main thread's stack is not ours to choose.
    let ended = runtime.block_on(runtime.spawn(commands::run(cli)));
    // Not dropped: that would wait for the engine to tidy up, which takes minutes after a large import,
    // and have it warn of what was closed before. What is left the next start does.
    std::mem::forget(runtime);
    ended.map_err(|error| Error::failed("the command came to a sudden end", error))?
}
