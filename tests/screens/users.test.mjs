// Users and roles at the console, by hands: somebody is let in for one area, sees that area alone, gets no two duties that
// must lie apart, and is signed in to nothing once they have ended.
import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { openBrowser, openWindow } from "./hands.mjs";
import { flaws, picture } from "./looks.mjs";
import { story } from "./story.mjs";
import { PASSPHRASE, World } from "./world.mjs";

const HERE = "XP01010101";
const ELSEWHERE = "XP01010201";

describe("who may do what is kept at the console", () => {
  let world, browser, admin, wanjiru;
  const step = story(() => (admin ? { admin: admin.page } : {}));

  before(async () => {
    world = await World.found();
    browser = await openBrowser();
    const laptop = await world.laptop("Kwale office");
    await laptop.call("device.join", { hub_url: world.hub.url, code: world.code("Kwale office"), device_name: "Kwale office", user_name: "Amina", passphrase: PASSPHRASE });
    const { areas } = await laptop.call("area.list");
    const family = (name, code) => laptop.registers(name, ["Halima", "0712555142"], ["Rehema", "2017-03-14"], null, areas.find((area) => area.code === code).area_id);
    await family("Bakari", HERE);
    await family("Omondi", ELSEWHERE);
    await laptop.call("sync.run");
    admin = await openWindow(browser);
    await admin.signsIn(world);
  });
  after(async () => {
    await browser?.close();
    await world?.end();
  });

  const choosesArea = async (code) => {
    await admin.dialog().getByRole("combobox", { name: "In these areas" }).fill(code);
    await admin.page.keyboard.press("ArrowDown");
    await admin.page.keyboard.press("Enter");
  };

  step("an administrator adds a user for one area", async () => {
    await admin.go("#/user");
    await admin.role("button", "Add a user").click();
    const dialog = admin.dialog();
    await dialog.getByRole("button", { name: "Add the user" }).click();
    await admin.see("Give the user a name");
    await dialog.getByLabel("Name", { exact: true }).fill("Wanjiru");
    await dialog.getByText("Here too, in the console").click();
    await dialog.getByLabel("Their passphrase").fill("rain on the roof");
    await dialog.getByLabel("Repeat the passphrase").fill("rain on the roof");
    await dialog.getByLabel("Role", { exact: true }).selectOption("reconciler");
    await dialog.getByRole("button", { name: "Add the user" }).click();
    await admin.see("Choose at least one area");
    await choosesArea(HERE);
    assert.deepEqual(await flaws(admin.page), []);
    await picture(admin.page, "add a user");
    await admin.confirms("Add the user");
    await admin.see("Wanjiru is a user now");
  });

  step("she signs in and sees the families of her area alone", async () => {
    wanjiru = await openWindow(browser);
    await wanjiru.page.goto(world.hub.url);
    await wanjiru.label("Name").fill("Wanjiru");
    await wanjiru.label("Passphrase").fill("rain on the roof");
    await wanjiru.role("button", "Sign in").click();
    await wanjiru.heading("Today");
    const hits = await wanjiru.searches("Halima");
    const names = await hits.allTextContents();
    assert.ok(names.every((name) => name.includes("Bakari")), `${names}`);
    await picture(wanjiru.page, "one area alone");
  });

  step("two duties that must lie apart are refused with a sentence, and nothing is lost", async () => {
    await admin.role("button", "Change what Wanjiru may do").click();
    const dialog = admin.dialog();
    await dialog.getByLabel("Role", { exact: true }).selectOption("finance_preparer");
    await dialog.getByRole("button", { name: "One more role" }).click();
    await dialog.getByLabel("Role", { exact: true }).nth(1).selectOption("finance_approver");
    await dialog.getByText("Everywhere", { exact: true }).nth(1).click();
    await dialog.getByText("Everywhere", { exact: true }).nth(0).click();
    await dialog.getByRole("button", { name: "Save" }).click();
    await admin.see("must not lie in one hand on the same day");
    assert.equal(await dialog.getByLabel("Role", { exact: true }).nth(1).inputValue(), "finance_approver");
    assert.deepEqual(await flaws(admin.page), []);
    await picture(admin.page, "duties apart");
    await dialog.getByRole("button", { name: "Cancel" }).click();
  });

  step("a role is changed, and says so", async () => {
    await admin.role("link", "Roles").click();
    await admin.role("button", "Change Reconciliation staff").click();
    await admin.dialog().getByLabel("see the users").uncheck();
    await admin.confirms("Save");
    await admin.see("Changed once");
    assert.deepEqual(await flaws(admin.page), []);
  });

  step("she has ended, and is signed in to nothing from that moment on", async () => {
    await admin.go("#/user");
    await admin.role("button", "End Wanjiru").click();
    await admin.dialog().getByLabel("Why").fill("she left the office");
    await admin.confirms("End the user");
    await admin.see("Wanjiru has ended");
    await picture(admin.page, "ended");
    await wanjiru.go("#/conflict");
    await wanjiru.heading("Sign in to the hub");
    await wanjiru.label("Name").fill("Wanjiru");
    await wanjiru.label("Passphrase").fill("rain on the roof");
    await wanjiru.role("button", "Sign in").click();
    await wanjiru.see("the name, the passphrase or the code is not right");
    assert.deepEqual(admin.complaints, []);
  });
});
