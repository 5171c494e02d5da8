// Erasure and retention at the console, by hands: a head is not erased alone, a member is, the laptop follows with its next
// exchange; what a rule says is due is erased when somebody marks it; a household goes with everybody in it.
import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { openBrowser, openWindow } from "./hands.mjs";
import { flaws, picture } from "./looks.mjs";
import { story } from "./story.mjs";
import { World } from "./world.mjs";

const ERASE = "Erase for good";

describe("files are erased at the console", () => {
  let world, browser, laptop, admin;
  const step = story(() => (admin ? { admin: admin.page } : {}));

  before(async () => {
    world = await World.found();
    browser = await openBrowser();
    laptop = await world.laptop("Kwale office");
    await laptop.joinByCall("Amina");
    await laptop.registers("Bakari", ["Halima", "0712555142"], ["Rehema", "2017-03-14"], "Next to the mill");
    await laptop.registers("Omondi", ["Akinyi", "0733441902"], ["Atieno", "2021-11-30"], "Behind the mosque");
    const { household_id } = await laptop.registers("Juma", ["Zuhura", "0722900311"], ["Salim", "2019-05-02"], null);
    await laptop.call("registry.dissolve", { household_id, on: "2026-03-01", why: "all_left" });
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
  /** Fills the open dialog as it asks, the number read off the label as a person reads it. */
  const fillsErasure = async (ground, reference) => {
    const dialog = admin.dialog();
    await dialog.getByLabel("Ground").selectOption(ground);
    await dialog.getByLabel("Reference").fill(reference);
    const label = await dialog.getByText("To confirm, type the number").textContent();
    await dialog.getByLabel("To confirm, type the number").fill(label.trim().split(" ").at(-1).toLowerCase());
  };

  step("who heads a household that lives on is not erased alone, and nothing typed is lost", async () => {
    await admin.opensHouseholdOf("Halima Bakari");
    await admin.role("button", "Halima Bakari", { exact: true }).click();
    await admin.dialog().getByRole("button", { name: ERASE }).click();
    await admin.heading("Erase the file of Halima Bakari");
    const dialog = admin.dialog();
    await dialog.getByRole("button", { name: ERASE }).click();
    await admin.see("Choose one.");
    await admin.see("This is not the number");
    await looksRight("erase refused at its fields");
    await fillsErasure("request", "DP 12/2026");
    await dialog.getByRole("button", { name: ERASE }).click();
    await admin.see("heads a household that lives on");
    assert.equal(await dialog.getByLabel("Reference").inputValue(), "DP 12/2026");
    await looksRight("erase a head");
    await dialog.getByRole("button", { name: "Cancel" }).click();
  });

  step("a member is erased, and the page says so", async () => {
    await admin.chooses("Actions for Rehema Bakari", ERASE);
    await fillsErasure("request", "DP 12/2026");
    await looksRight("erase a member");
    await admin.dialog().getByRole("button", { name: ERASE }).click();
    await admin.see("1 file was erased");
    await admin.see("This file was erased on");
    assert.equal(await admin.dialog().getByRole("button", { name: ERASE }).count(), 0);
    await looksRight("erased member");
    await admin.page.keyboard.press("Escape");
    await admin.dialog().waitFor({ state: "detached" });
    await admin.role("row").filter({ hasText: "Erased" }).waitFor();
    assert.equal(await admin.page.locator("main").getByText("Rehema").count(), 0);
    await looksRight("household with an erased member");
  });

  step("the ruling says who has not followed, and that the laptop has after its next exchange", async () => {
    await admin.role("navigation", "Areas").getByRole("link", { name: "Erasure" }).click();
    await admin.heading("Erasure and retention");
    await admin.see("DP 12/2026");
    await admin.page.getByText("0 of 1 laptop has followed").click();
    await admin.see("Kwale office");
    await admin.see("Not yet: it follows with its next exchange");
    await looksRight("ruling not followed");
    await laptop.call("sync.run");
    await laptop.call("sync.run"); // what it says of having followed travels with the one after
    await admin.role("tab", "How long files are kept").click();
    await admin.role("tab", "Erasures").click();
    await admin.see("1 of 1 laptop has followed");
    assert.equal((await laptop.call("registry.search", { text: "Rehema", area_id: null, offset: 0 })).hits.length, 0);
  });

  step("the ruling leads to the page of whom it is about", async () => {
    await admin.page.locator("main section .files a").click();
    await admin.heading("Halima Bakari");
    await admin.role("row").filter({ hasText: "Erased" }).waitFor();
  });

  step("a rule that waits too little is refused at its field; another one says what is due", async () => {
    await admin.go("#/privacy/rules");
    await admin.role("button", "Change Dissolved households").click();
    const dialog = admin.dialog();
    await dialog.getByText("A number of months").click();
    await dialog.getByLabel("Months", { exact: true }).fill("2");
    await dialog.getByRole("button", { name: "Change" }).click();
    await admin.see("whole number of months from 6");
    await looksRight("rule refused");
    await dialog.getByLabel("Months", { exact: true }).fill("6");
    await admin.confirms("Change");
    await admin.see("6 months");
    await looksRight("rules");
  });

  step("what is due is erased when somebody marks it", async () => {
    await admin.role("link", "Show what is due Dissolved households").click();
    await admin.see("Zuhura Juma");
    assert.ok(await admin.role("button", "Erase 0 files").isDisabled());
    await admin.label("Mark all that are shown").check();
    await looksRight("due");
    await admin.role("button", "Erase 1 file").click();
    await admin.dialog().getByLabel("Reference").fill("DP 13/2026");
    await looksRight("erase what is due");
    await admin.confirms("Erase 1 file");
    await admin.see("Nothing is due");
    await admin.role("tab", "Erasures").click();
    await admin.see("DP 13/2026");
    await admin.see("No longer needed");
  });

  step("who had left the household before keeps a file of their own, which is erased from the same page", async () => {
    await admin.page.locator("main section").filter({ hasText: "DP 13/2026" }).locator(".files a").click();
    await admin.see("This file was erased on");
    await admin.role("button", `${ERASE} Salim Juma`).click();
    await fillsErasure("not_needed", "DP 13/2026");
    await looksRight("erase a former member");
    await admin.confirms(ERASE);
    await admin.page.waitForFunction(() => !document.querySelector("main").innerText.includes("Salim"));
    await looksRight("erased former member");
  });

  step("the audit tells who erased", async () => {
    await admin.go("#/audit");
    await admin.see("admin erased the file P");
    await admin.see("admin erased files whose time was over");
    await admin.see("admin changed how long files are kept");
    await looksRight("audit of erasures");
  });

  step("a household goes with everybody in it, and its page keeps calm", async () => {
    await admin.opensHouseholdOf("Akinyi Omondi");
    await admin.chooses("More", ERASE);
    await admin.see("the 2 people in it");
    await fillsErasure("consent_withdrawn", "DP 14/2026");
    await looksRight("erase a household");
    await admin.confirms(ERASE);
    await admin.see("3 files were erased");
    await admin.see("This file was erased on");
    assert.equal(await admin.page.locator("main").getByText(/Akinyi|Atieno|mosque/).count(), 0);
    await looksRight("erased household");
    assert.match(world.verify(), /./);
    assert.deepEqual(admin.complaints, []);
  });
});
