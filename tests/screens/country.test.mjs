// What a country sets at its console, by hands: areas from a workbook, a village named, given another code and merged, a list
// that offers less, a partner who is given a file; and the logbook that the laptop has witnessed.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { openBrowser, openWindow } from "./hands.mjs";
import { flaws, picture } from "./looks.mjs";
import { story } from "./story.mjs";
import { World } from "./world.mjs";

const DATASET = `ADM4_EN,ADM4_FR,ADM4_PCODE,ADM3_EN,ADM3_PCODE,ADM2_EN,ADM2_PCODE,ADM1_EN,ADM1_PCODE,ADM0_EN,ADM0_PCODE
Upper Ford,Haut Gué,YQ01010101,Ford ward,YQ010101,Ford,YQ0101,East,YQ01,Other land,YQ
Lower Ford,,YQ01010102,Ford ward,YQ010101,Ford,YQ0101,East,YQ01,Other land,YQ
`;

describe("a country sets its console to itself", () => {
  let world, browser, laptop, admin;
  const step = story(() => (admin ? { admin: admin.page } : {}));

  before(async () => {
    world = await World.found();
    browser = await openBrowser();
    laptop = await world.laptop("Kwale office");
    await laptop.joinByCall("Amina");
    await laptop.registers("Bakari", ["Halima", "0712555142"], ["Rehema", "2017-03-14"], "Next to the mill");
    await laptop.call("sync.run");
    admin = await openWindow(browser);
    await admin.signsIn(world);
  });
  after(async () => {
    await browser?.close();
    await world?.end();
  });

  const looksRight = async (name) => {
    assert.deepEqual(await flaws(admin.page), []);
    await picture(admin.page, name);
  };
  const opens = async (name) => {
    const { areas } = await admin.calls("area.list", {});
    await admin.go(`#/area/${areas.find((area) => area.name === name).area_id}`);
    await admin.heading(name);
  };

  step("areas come from a dataset as the United Nations hand it out", async () => {
    const file = join(world.fixtures, "dataset.csv");
    writeFileSync(file, DATASET);
    await admin.go("#/area");
    await admin.page.locator("input[type=file]").setInputFiles(file);
    await admin.see("6 added, 0 changed, 0 as before");
    await looksRight("areas from a dataset");
  });

  step("a village is added, named and given another code", async () => {
    await opens("Ford ward");
    await admin.role("button", "Add an area in it").click();
    const dialog = admin.dialog();
    await dialog.getByRole("button", { name: "Add an area in it" }).click();
    await admin.see("An area needs a code. Enter one.");
    await looksRight("area refused at its fields");
    await dialog.getByLabel("Code").fill("YQ01010101");
    await dialog.getByLabel("Name (English)").fill("Middle Ford");
    await dialog.getByRole("button", { name: "Add an area in it" }).click();
    await admin.see("Another area has the code YQ01010101");
    await dialog.getByLabel("Code").fill("YQ01010103");
    await admin.confirms("Add an area in it");
    await admin.see("The area was added");
    await opens("Middle Ford");
    await admin.role("button", "Names").click();
    await admin.dialog().getByLabel("Another language").fill("sw");
    await admin.dialog().getByRole("button", { name: "Add a line" }).click();
    await admin.dialog().getByLabel("Name (sw)").fill("Kivuko cha Kati");
    await looksRight("area names");
    await admin.confirms("Save names");
    await admin.see("Kivuko cha Kati");
    await admin.chooses("More to do with this area", "Another code");
    await admin.dialog().getByLabel("Code").fill("YQ-2026-3");
    await admin.confirms("Save code");
    await admin.see("The code is YQ-2026-3 now.");
    await admin.see("Given another code");
    await looksRight("area with its history");
  });

  step("two villages become one, and are taken apart again", async () => {
    await admin.chooses("More to do with this area", "Merge into another area");
    const field = admin.dialog().getByRole("combobox", { name: "Into" });
    await field.fill("Lower Ford");
    await field.press("ArrowDown");
    await field.press("Enter");
    await admin.see("Middle Ford will lie in Lower Ford");
    await looksRight("area to be merged");
    await admin.confirms("Merge");
    await admin.see("Middle Ford has gone into Lower Ford.");
    await admin.see("Went into another area");
    await looksRight("area merged");
    await opens("Lower Ford");
    await admin.see("merged");
    await opens("Middle Ford");
    await admin.chooses("More to do with this area", "Take apart again");
    await admin.confirms("Take apart again");
    await admin.see("Middle Ford lies where it lay before.");
    await admin.see("Taken apart again");
  });

  step("a list offers what the country uses, in its order and its words, and the laptop hears of it", async () => {
    await admin.role("navigation", "Areas").getByRole("link", { name: "Lists" }).click();
    await admin.role("link", "Dwelling").click();
    await admin.role("checkbox", "Camp").uncheck();
    await admin.page.locator("main form ol li").nth(1).getByRole("button").first().click();
    await admin.page.locator("main form ol li").first().getByRole("textbox").first().fill("Rents a room");
    await looksRight("list changed");
    await admin.role("button", "Save list").click();
    await admin.see("Saved: Dwelling.");
    await admin.see("5 of 6");
    await laptop.call("sync.run");
    const { lists } = await laptop.call("vocabulary.list", {});
    assert.deepEqual(lists.dwelling.map((one) => `${one.code} ${one.is_offered}`).slice(0, 2), ["rented true", "owned true"]);
    assert.equal(lists.dwelling[0].labels.en, "Rents a room");
    assert.equal(lists.dwelling.at(-1).is_offered, false);
  });

  step("a partner is added, given a file for what is agreed, and that is on record", async () => {
    await admin.role("navigation", "Areas").getByRole("link", { name: "Partners" }).click();
    await admin.see("No partners yet");
    await looksRight("no partners");
    await admin.page.locator(".page-head").getByRole("button", { name: "Add a partner" }).click();
    const dialog = admin.dialog();
    await dialog.getByRole("button", { name: "Save" }).click();
    await admin.see("A partner has a name. Enter it.");
    await looksRight("partner refused at its fields");
    await dialog.getByLabel("Name").fill("Red Crescent");
    await dialog.getByLabel("Kind").selectOption("civil_society");
    await dialog.getByLabel("Agreement").fill("MoU 7/2026");
    await dialog.getByRole("checkbox", { name: "Payment" }).check();
    await admin.confirms("Save");
    await admin.see("in force");
    await looksRight("partners");
    await admin.go("#/audit");
    await admin.page.locator("main ol li").first().waitFor();
    await admin.page.locator(".page-head button").nth(1).click();
    const why = admin.dialog();
    await why.getByLabel("Purpose").selectOption("complaint");
    await why.getByLabel("Reason").fill("asked for by letter 12");
    await why.getByLabel("Given to").selectOption({ label: "Red Crescent" });
    await why.getByRole("button").last().click();
    await admin.see("is not for this purpose");
    await why.getByLabel("Purpose").selectOption("payment");
    await looksRight("audit file for a partner");
    const saved = admin.page.waitForEvent("download");
    await why.getByRole("button").last().click();
    await saved;
    await admin.go("#/today");
    await admin.go("#/audit");
    await admin.see("Given to Red Crescent");
    await looksRight("audit of what was given");
  });

  step("the logbook stands at the console and on the laptop, with the same digits", async () => {
    await admin.go("#/device");
    await admin.see("The hub’s logbook");
    await looksRight("logbook at the console");
    const [here, there] = [await admin.calls("sync.witness", {}), await laptop.call("sync.witness", {})];
    assert.ok(here.heads.length >= 1);
    assert.deepEqual(there.heads[0], here.heads[0]);
    await admin.see(here.heads[0].fingerprint);
    assert.match(world.verify(), /./);
    assert.deepEqual(admin.complaints, []);
  });
});
