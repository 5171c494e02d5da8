// The road by hands: two laptops and a hub, each in its own browser window, from the one-time code to a settled conflict
// and an accepted move. Whatever is not looked at here on a screen was not shown to anybody.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { openBrowser, openWindow } from "./hands.mjs";
import { picture } from "./looks.mjs";
import { story } from "./story.mjs";
import { World } from "./world.mjs";

/** The first family of the invented workbook. */
const HEAD = "Ahmed Faisal Saleh";

describe("a family goes by hands from one laptop to the hub and to the other", () => {
  let world, browser, amina, joseph, console_, aminasLaptop, josephsLaptop;
  const windows = () => Object.fromEntries(Object.entries({ amina, joseph, console: console_ }).flatMap(([name, hands]) => (hands ? [[name, hands.page]] : [])));
  const step = story(windows);

  before(async () => {
    world = await World.found();
    browser = await openBrowser();
    [amina, joseph, console_] = [await openWindow(browser), await openWindow(browser), await openWindow(browser)];
    aminasLaptop = await world.laptop("Kwale office 2");
    josephsLaptop = await world.laptop("Msambweni 1");
  });
  after(async () => {
    await browser?.close();
    await world?.end();
  });

  step("Amina joins her laptop on the screen; Joseph's has joined already and he unlocks it", async () => {
    await amina.joins(aminasLaptop, "Amina Wanjiru", world.code("Amina"));
    await amina.heading("Today");
    await josephsLaptop.joinByCall("Joseph Kiptoo");
    await josephsLaptop.call("access.lock");
    await joseph.opens(josephsLaptop);
    await joseph.see("Joseph Kiptoo");
    await joseph.unlocks();
    await joseph.heading("Today");
    await amina.seesGreen("Committed", "Left this laptop", "Held by the hub", "Accepted", "Needs attention");
  });

  step("Amina imports the workbook, after looking at the batch", async () => {
    await amina.role("navigation", "Areas").getByRole("link", { name: "Import" }).click();
    await amina.role("link", "Import a file").first().click();
    await amina.page.locator("input[type=file]").setInputFiles(join(world.fixtures, "visit.xlsx"));
    await amina.role("combobox", "Area for rows without one").fill("XP01010101");
    await amina.page.keyboard.press("ArrowDown");
    await amina.page.keyboard.press("Enter");
    await picture(amina.page, "import mapping");
    await amina.role("button", "Check the file").click();
    await amina.role("button", "Apply batch").waitFor({ timeout: 60_000 });
    assert.equal((await aminasLaptop.call("today.overview")).households, 0, "looking registers nothing");
    await picture(amina.page, "import batch");
    await amina.role("button", "Apply batch").click();
    await amina.role("button", "Undo batch").waitFor({ timeout: 60_000 });
    assert.equal((await aminasLaptop.call("today.overview")).households, 40);
  });

  step("she finds the head by names in another order, misspelt, in Arabic script and by phone", async () => {
    for (const text of ["saleh ahmed", "Ahmad Feisal Salih", "أحمد فيصل صالح", "0703139053"]) {
      const hits = await amina.searches(text);
      const found = await hits.allInnerTexts();
      assert.ok(found.some((line) => line.includes(HEAD)), `“${text}” finds ${found.join(" | ")}`);
      assert.ok(found[0].includes(HEAD), `“${text}” finds others first: ${found.join(" | ")}`);
    }
    await picture(amina.page, "search");
    await amina.page.keyboard.press("Escape");
  });

  step("she registers a household by keyboard alone, and the laptop dies in mid-word: the draft is there", async () => {
    const { page } = amina;
    const { keyboard } = page;
    await amina.go("#/today");
    await amina.heading("Today");
    await page.evaluate(() => document.activeElement?.blur());
    await amina.tabsTo("Register household");
    await keyboard.press("Enter");
    await amina.role("combobox", "Search for a member").waitFor();
    await keyboard.type("Khadija Bakari Zuberi");
    await amina.tabsTo("Not registered yet: go on");
    await keyboard.press("Enter");
    await amina.heading("Where does the household live?");
    await amina.tabsTo("Area");
    await keyboard.type("XP01010102");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await amina.tabsTo("Address");
    await keyboard.type("Near the well");
    await amina.tabsTo("Next");
    await keyboard.press("Enter");
    await amina.heading("Who lives in the household?");
    await amina.tabsTo("Given name");
    const kept = [];
    page.on("response", async (reply) => {
      const isKept = reply.url().endsWith("/call/draft.keep") && (await reply.json().catch(() => ({}))).output;
      if (isKept) kept.push(reply.request().postDataJSON().body);
    });
    await keyboard.type("Khadija");
    await amina.tabsTo("Family name");
    const before = kept.length;
    const dying = (async () => {
      // Two more drafts are kept while the next words are typed; then the power goes.
      while (kept.length < before + 2) await page.waitForEvent("response");
      await aminasLaptop.kill();
    })();
    await keyboard.type("Bakari Zuberi wa Tiwi na Ukunda", { delay: 40 });
    await dying;
    await amina.see("Draft not kept");
    assert.equal(await amina.label("Family name").inputValue(), "Bakari Zuberi wa Tiwi na Ukunda", "what was typed still stands");
    await picture(page, "laptop died while typing");

    await aminasLaptop.start();
    await amina.opens(aminasLaptop);
    await amina.unlocks();
    await amina.heading("Today");
    await page.evaluate(() => document.activeElement?.blur());
    await amina.tabsTo("Resume");
    await keyboard.press("Enter");
    await amina.heading("Who lives in the household?");
    assert.equal(await amina.label("Given name").inputValue(), "Khadija");
    const family = await amina.label("Family name").inputValue();
    const last = kept.at(-1).members[0].family_name;
    assert.ok(last.length > 0 && family.startsWith(last), `“${last}” was kept, “${family}” is there`);
  });

  step("she finishes the registration by keyboard alone", async () => {
    const { page } = amina;
    const { keyboard } = page;
    await amina.tabsTo("Family name");
    await keyboard.press("Control+a");
    await keyboard.type("Bakari");
    await amina.tabsTo("Relationship to head");
    await keyboard.type("Head");
    await amina.tabsTo("Phone number");
    await keyboard.type("0711222333");
    for (const heading of ["Does the family agree?", "Read it out to the family, then save"]) {
      await amina.tabsTo("Next");
      await keyboard.press("Enter");
      await amina.heading(heading);
    }
    await amina.tabsTo("Save household");
    await keyboard.press("Enter");
    await amina.heading(/Household Khadija Bakari/);
    await amina.see("Near the well");
    await amina.go("#/today");
    await amina.see("No drafts");
  });

  step("nothing is green beyond her laptop before she syncs, and everything is after", async () => {
    await amina.seesGreen("Committed");
    await amina.seesWaiting("Left this laptop", "Held by the hub");
    await amina.syncs();
    await amina.seesGreen("Committed", "Left this laptop", "Held by the hub", "Accepted", "Needs attention");
    await joseph.syncs();
    await joseph.seesGreen("Held by the hub");
    await joseph.opensHouseholdOf(HEAD);
    await joseph.go("#/today");
  });

  step("apart, both change the same phone, different fields of one household, and add a child each", async () => {
    for (const [hands, number, child] of [[amina, "0799000111", "Neema"], [joseph, "0788000222", "Baraka"]]) {
      await hands.opensHouseholdOf(HEAD);
      await hands.changesPhone(HEAD, number);
      await hands.addsChild(child, "Ahmed", "2025");
      await hands.role("button", "Update household").click();
      if (hands === amina) await hands.dialog().getByLabel("Address").fill("Behind the mosque");
      else await hands.dialog().getByLabel("Dwelling").selectOption("rented");
      await hands.confirms("Save");
    }
    await picture(amina.page, "household");
  });

  step("after A, B and A have synced, one conflict shows both values with authors, laptops and times", async () => {
    await amina.syncs();
    await joseph.syncs();
    await amina.syncs();
    for (const hands of [amina, joseph]) {
      await hands.role("navigation", "Areas").getByRole("link", { name: "Conflicts" }).click();
      await hands.role("tab", "Open (1)").waitFor();
      const card = hands.page.getByRole("region", { name: `Phone number · ${HEAD}` });
      const shown = await card.innerText();
      for (const part of ["0799000111", "Amina Wanjiru", "Kwale office 2", "0788000222", "Joseph Kiptoo", "Msambweni 1", "0703139053"]) {
        assert.ok(shown.includes(part), `${part} stands in: ${shown}`);
      }
      assert.equal(shown.match(/\d{1,2} \w+ \d{4},? (?:at )?\d{2}:\d{2}/g)?.length, 2, `two times stand in: ${shown}`);
    }
    await amina.seesWaiting("Needs attention");
    await picture(joseph.page, "conflict");
  });

  step("both children and both fields are there on both laptops", async () => {
    for (const hands of [amina, joseph]) {
      await hands.opensHouseholdOf(HEAD);
      await hands.role("button", "Neema Ahmed", { exact: true }).waitFor();
      await hands.role("button", "Baraka Ahmed", { exact: true }).waitFor();
      await hands.see("Behind the mosque");
      await hands.page.getByRole("region", { name: "Summary" }).getByText("Rented").waitFor();
    }
  });

  step("the administrator sees the conflict at the hub", async () => {
    await console_.signsIn(world);
    await console_.go("#/conflict");
    await console_.role("tab", "Open (1)").waitFor();
    const card = console_.page.getByRole("region", { name: `Phone number · ${HEAD}` });
    assert.ok(!(await card.innerText()).includes("0799000111"), "numbers are masked for who does not work there");
    await card.getByRole("button", { name: /^Show masked values/ }).click();
    await console_.dialog().getByRole("button", { name: "Show masked values" }).click();
    await console_.dialog().getByText("Say why in at least 5 letters").waitFor();
    await console_.dialog().getByLabel("Purpose").selectOption("correction");
    await console_.dialog().getByLabel("Reason").fill("two numbers stand against each other");
    await console_.dialog().getByRole("button", { name: "Show masked values" }).click();
    await console_.see("0799000111");
    await console_.go("#/audit");
    await console_.see(`opened masked values of ${HEAD}`);
    await console_.see("two numbers stand against each other");
    await console_.page.getByLabel(/^Number/).fill("0799000111");
    await console_.role("button", "Search", { exact: true }).click();
    await console_.see(`Amina Wanjiru changed a phone number of ${HEAD}`);
    await picture(console_.page, "console audit");
    const saved = console_.page.waitForEvent("download");
    await console_.role("button", "Save as a file", { exact: true }).click();
    await console_.dialog().getByLabel("Purpose").selectOption("audit");
    await console_.dialog().getByLabel("Reason").fill("for the yearly report");
    await console_.confirms("Save as a file");
    const file = readFileSync(await (await saved).path(), "utf8");
    assert.ok(file.includes("registry.update_phone") && !file.includes("0799000111"), file);
  });

  step("Joseph takes a value, everybody syncs, and the conflict is gone on A, on B and at the hub", async () => {
    await joseph.go("#/conflict");
    await joseph.role("button", /^.*Take this value.*0788000222/).click();
    await joseph.see("Settled: Phone number");
    await joseph.syncs();
    await amina.syncs();
    for (const hands of [amina, joseph, console_]) {
      await hands.go("#/today");
      await hands.go("#/conflict");
      await hands.role("tab", "Open (0)").waitFor();
      await hands.see("No conflicts");
    }
    await amina.role("tab", "Settled").click();
    await amina.see(/Joseph Kiptoo on .*Msambweni 1/);
    await picture(amina.page, "conflict settled");
    await amina.opensHouseholdOf(HEAD);
    await amina.role("row", new RegExp(HEAD)).getByText("0788000222").waitFor();
  });

  step("a request to move is not green until the hub has answered; the console accepts it", async () => {
    await amina.opensHouseholdOf("Khadija Bakari");
    await amina.chooses("More", "Request move to another area");
    await amina.dialog().getByRole("combobox", { name: "New area" }).fill("XP01010201");
    await amina.page.keyboard.press("ArrowDown");
    await amina.page.keyboard.press("Enter");
    await amina.dialog().getByLabel("Why").selectOption("work");
    await amina.confirms("Request move");
    await amina.see("The hub has not answered yet");
    await amina.syncs();
    await amina.seesGreen("Left this laptop", "Held by the hub");
    await amina.seesWaiting("Accepted");
    await console_.go("#/registry/moves");
    await picture(console_.page, "console moves");
    await console_.role("button", /^Accept/).click();
    await console_.confirms("Accept");
    await console_.see("was accepted");
    await amina.syncs();
    await amina.seesGreen("Committed", "Left this laptop", "Held by the hub", "Accepted", "Needs attention");
  });

  step("no file the laptops keep can be read without the passphrase", () => {
    const words = [HEAD, "Faisal", "Khadija", "Bakari", "Near the well", "Behind the mosque", "0799000111", "0788000222", "711222333"];
    for (const laptop of [aminasLaptop, josephsLaptop]) {
      const files = readdirSync(laptop.data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      assert.ok(files.some((file) => file.name === "store.db"), "the store is among the files");
      for (const file of files) {
        const bytes = readFileSync(join(file.parentPath, file.name));
        const found = words.filter((word) => [word, word.toLowerCase()].some((text) => bytes.includes(text) || bytes.includes(text, 0, "utf16le")));
        assert.deepEqual(found, [], `readable in ${file.name}`);
      }
    }
  });

  step("the hub's chains are sound, and no page complained", () => {
    assert.match(world.verify(), /everything is sound/);
    for (const hands of [amina, joseph, console_]) assert.deepEqual(hands.complaints, []);
  });
});
