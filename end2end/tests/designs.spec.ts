import {
  DESIGNS,
  dialog,
  expect,
  message,
  open,
  ready,
  test,
  type Locator,
  type Page,
} from "./helpers";
import { servers } from "../servers";

const PORT = '{ "type": "object", "properties": { "vlan": { "type": "integer" } } }';

interface Typed {
  id?: string;
  version?: string;
  title?: string;
  schema?: string;
}

function catalogue(page: Page): Locator {
  return page.getByRole("table", { name: "Service designs" });
}

/** The row of the only version of a design. */
function row(page: Page, id: string): Locator {
  const header = page.getByRole("rowheader", { name: id, exact: true });
  return catalogue(page).getByRole("row").filter({ has: header });
}

async function fill(form: Locator, typed: Typed): Promise<void> {
  if (typed.id !== undefined) await form.getByLabel("Design", { exact: true }).fill(typed.id);
  if (typed.version !== undefined) await form.getByLabel("Version").fill(typed.version);
  if (typed.title !== undefined) await form.getByLabel("Title").fill(typed.title);
  if (typed.schema !== undefined) await form.getByLabel("Schema").fill(typed.schema);
}

const add = (page: Page) => page.getByRole("button", { name: "Add design" }).click();

/** An id that no other test and no other run uses. */
const idOf = (unique: (word: string) => string, word: string) => unique(word).replaceAll(" ", "-");

test("the navigation leads to the designs that the program brings", async ({ page }) => {
  await open(page, "orchestration/customers");
  await page.getByRole("link", { name: "Designs" }).click();
  await expect(page.getByRole("heading", { name: "Service Designs" })).toBeVisible();
  for (const [id, title] of [
    ["elan-evpn-csm", "E-LAN (EVPN)"],
    ["eline-evpn-vpws-csm", "E-Line (EVPN-VPWS)"],
    ["eline-l2circuit-nsm", "E-Line (L2 circuit)"],
    ["infrastructure", "Network Infrastructure"],
    ["l3vpn", "Layer 3 VPN"],
  ] as const) {
    await expect(row(page, id)).toContainText(`1.0.0${title}`);
    await expect(row(page, id).getByText("Offered")).toBeVisible();
  }
});

test("the details show the schema and lead to the instances", async ({ page }) => {
  await open(page, DESIGNS);
  await page.getByRole("link", { name: "l3vpn", exact: true }).click();
  const details = dialog(page, "Design Details");
  await expect(details.getByRole("region", { name: "Schema" })).toContainText('"route_target"');
  await expect(page).toHaveURL(/designs\/l3vpn\/1\.0\.0$/);
  await details.getByRole("link", { name: /service instance/ }).click();
  await expect(page).toHaveURL(/instances\?filter=design%3D%3Dl3vpn%3Bversion%3D%3D1\.0\.0/);
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with the program" : "as plain HTML", () => {
    test.use({ javaScriptEnabled, baseURL: servers.work.baseURL });

    /** Goes to a page and waits until it can be used as it is used here. */
    const go = async (page: Page, path: string) => {
      await page.goto(path);
      if (javaScriptEnabled) await ready(page);
    };

    /** Adds version 1 of a design as an operator does. */
    const added = async (page: Page, id: string) => {
      await go(page, `${DESIGNS}/new`);
      const typed = { id, version: "1", title: "Access Port", schema: PORT };
      await fill(dialog(page, "Add Design"), typed);
      await add(page);
      await expect(message(page, "Design added")).toBeVisible();
    };

    test("a design is added, and its row is in the catalogue", async ({ page, unique }) => {
      const id = idOf(unique, "port");
      await go(page, DESIGNS);
      await page.getByRole("link", { name: "Add design" }).click();
      const form = dialog(page, "Add Design");
      await fill(form, { id, version: "1.0", title: "Access Port", schema: PORT });
      await add(page);
      await expect(message(page, "Design added")).toBeVisible();
      await expect(form).toBeHidden();
      await expect(row(page, id)).toContainText("1.0Access PortOffered0");
    });

    test("a refused form keeps what was typed, says what is wrong, and is accepted once corrected", async ({
      page,
      problems,
      unique,
    }) => {
      problems.expectStatus(422);
      const id = idOf(unique, "again");
      const schema = '{ "type": "object", "title": "</textarea><b>" ';
      await go(page, `${DESIGNS}/new`);
      const form = dialog(page, "Add Design");
      await fill(form, { id, version: "1 0", title: "Again", schema });
      await add(page);
      await expect(form.getByLabel("Version")).toHaveAccessibleDescription(
        /Version is "1 0"\. Use 1 to 128 letters/,
      );
      await expect(form.getByLabel("Schema")).toHaveAccessibleDescription(
        /Schema is not JSON: EOF while parsing an object at line 1/,
      );
      await expect(form.getByLabel("Schema")).toHaveValue(schema);
      await fill(form, { version: "1", schema: PORT.replace("integer", "int") });
      await add(page);
      await expect(form.getByLabel("Schema")).toHaveAccessibleDescription(
        /\/properties\/vlan\/type: "int" is none of/,
      );
      await fill(form, { schema: PORT });
      await add(page);
      await expect(message(page, "Design added")).toBeVisible();
      await expect(row(page, id)).toHaveCount(1);
    });

    test("another version begins with what this one has", async ({ page, unique }) => {
      const id = idOf(unique, "next");
      await added(page, id);
      await page.getByRole("link", { name: `Add a version after ${id} 1`, exact: true }).click();
      const form = dialog(page, "Add Design");
      await expect(form.getByLabel("Design", { exact: true })).toHaveValue(id);
      await expect(form.getByLabel("Version")).toHaveValue("");
      await expect(form.getByLabel("Schema")).toHaveValue(/"vlan"/);
      await fill(form, { version: "2" });
      await add(page);
      await expect(message(page, "Design added")).toBeVisible();
      await expect(row(page, id)).toHaveCount(2);
      // The newest one comes first.
      await expect(row(page, id).first()).toContainText("2Access Port");
    });

    test("a design that is not used is changed", async ({ page, unique }) => {
      const id = idOf(unique, "change");
      await added(page, id);
      await page.getByRole("link", { name: `Edit ${id} 1`, exact: true }).click();
      const form = dialog(page, "Edit Design");
      await expect(form.getByLabel("Title")).toHaveValue("Access Port");
      await expect(form.getByLabel("Version")).toHaveCount(0);
      await fill(form, { title: "Trunk Port" });
      await page.getByRole("button", { name: "Save" }).click();
      await expect(message(page, "Design updated")).toBeVisible();
      await expect(row(page, id)).toContainText("1Trunk PortOffered");
    });

    test("a save over somebody else's is refused with both versions", async ({
      page,
      problems,
      unique,
    }) => {
      problems.expectStatus(409);
      const id = idOf(unique, "conflict");
      await added(page, id);
      const other = await page.context().newPage();
      for (const tab of [page, other]) await go(tab, `${DESIGNS}/${id}/1/edit`);
      const form = dialog(page, "Edit Design");
      await fill(dialog(other, "Edit Design"), { title: "Theirs" });
      await other.getByRole("button", { name: "Save" }).click();
      await expect(message(other, "Design updated")).toBeVisible();
      await fill(form, { title: "Mine" });
      await page.getByRole("button", { name: "Save" }).click();
      const both = form.getByRole("table", { name: "Your version and the current one" });
      await expect(both.getByRole("cell")).toHaveText(["Mine", "Theirs"]);
      await expect(form.getByLabel("Title")).toHaveValue("Mine");
      if (javaScriptEnabled) await form.getByRole("button", { name: "Keep mine" }).click();
      await page.getByRole("button", { name: "Save" }).click();
      await expect(message(page, "Design updated")).toBeVisible();
      await expect(row(page, id)).toContainText("Mine");
    });

    test("a design is retired and offered again", async ({ page, unique }) => {
      const id = idOf(unique, "retire");
      await added(page, id);
      await page.getByRole("link", { name: `Retire ${id} 1`, exact: true }).click();
      const question = dialog(page, "Change Status");
      await expect(question).toContainText("No new service instances can be made from it");
      await question.getByRole("button", { name: `Retire ${id} 1` }).click();
      await expect(message(page, "Design retired")).toBeVisible();
      await expect(row(page, id).getByText("Retired")).toBeVisible();
      await page.getByRole("link", { name: `Offer again ${id} 1`, exact: true }).click();
      await question.getByRole("button", { name: `Offer ${id} 1` }).click();
      await expect(message(page, "Design offered again")).toBeVisible();
      await expect(row(page, id).getByText("Offered")).toBeVisible();
    });
  });
}

test.describe("in the browser", () => {
  test.use({ baseURL: servers.work.baseURL });

  test("Esc closes an untouched form without a question and gives the focus back", async ({
    page,
  }) => {
    await open(page, DESIGNS);
    const link = page.getByRole("link", { name: "Add design" });
    await link.click();
    await expect(dialog(page, "Add Design").getByLabel("Design", { exact: true })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(dialog(page, "Add Design")).toBeHidden();
    await expect(link).toBeFocused();
    await expect(page).toHaveURL(/designs$/);
  });

  test("the first field that is wrong gets the focus, and Ctrl+Enter saves from any field", async ({
    page,
    problems,
    unique,
  }) => {
    problems.expectStatus(422);
    const id = idOf(unique, "keys");
    await open(page, `${DESIGNS}/new`);
    const form = dialog(page, "Add Design");
    await fill(form, { id, version: "1" });
    await add(page);
    await expect(form.getByLabel("Title")).toBeFocused();
    await fill(form, { title: "By Keys" });
    await form.getByLabel("Schema").press("Control+Enter");
    await expect(message(page, "Design added")).toBeVisible();
    await expect(row(page, id)).toContainText("By Keys");
  });
});

test("what service instances use cannot be changed, and the page says so", async ({
  page,
  problems,
}) => {
  problems.expectStatus(409);
  await open(page, `${servers.work.baseURL}${DESIGNS}/new`);
  // The fixtures have instances of it.
  await fill(dialog(page, "Add Design"), { id: "l3vpn", version: "1.2.0", title: "VPN", schema: PORT });
  await add(page);
  await expect(message(page, "Design added")).toBeVisible();
  await expect(page.getByRole("link", { name: "Edit l3vpn 1.2.0" })).toHaveCount(0);
  await open(page, `${servers.work.baseURL}${DESIGNS}/l3vpn/1.2.0/edit`);
  const form = dialog(page, "Edit Design");
  await fill(form, { title: "Other" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(form.getByRole("alert")).toContainText(
    /l3vpn 1\.2\.0 cannot be changed any more\. .*Add a new version instead\./,
  );
});
