// A stick by hands: written on a laptop without a network, brought to the console, its answer read back; and a rescue
// file taken at the hub. In three languages the screen says everything and nothing is cut off.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { openBrowser, openWindow } from "./hands.mjs";
import { flaws, picture } from "./looks.mjs";
import { LANGUAGES, say } from "./words.mjs";
import { World } from "./world.mjs";

let world, browser, amina, fatuma, stick;

describe("a stick", () => {
  before(async () => {
    world = await World.found();
    browser = await openBrowser();
    amina = await world.laptop("Kwale office 2");
    fatuma = await world.laptop("Supervisor");
    await amina.joinByCall("Amina Wanjiru");
    const code = world.code("Supervisor", undefined, "supervisor");
    await fatuma.call("device.join", { hub_url: world.hub.url, code, device_name: "Supervisor", user_name: "Fatuma Said", passphrase: "rain on the tin roof" });
    const villages = await amina.villages();
    const batch = await amina.prepares(join(world.fixtures, "visit.xlsx"), villages[0].area_id);
    await amina.call("import.apply", { batch_id: batch });
    stick = mkdtempSync(join(tmpdir(), "pamoja-stick-"));
  }, { timeout: 120_000 });
  after(async () => {
    await browser?.close();
    await world?.end();
  });

  it("goes to the console and its answer comes back", { timeout: 120_000 }, async () => {
    const laptop = await openWindow(browser);
    await laptop.opens(amina);
    await laptop.heading("Today");
    await laptop.go("#/sync/stick");
    const write = laptop.page.getByRole("region", { name: "Write a stick" });
    await write.getByLabel("Folder", { exact: true }).fill(stick);
    await write.getByRole("button", { name: "Write", exact: true }).click();
    await laptop.see("1 file was written");
    await picture(laptop.page, "stick written");
    const [part] = readdirSync(stick);

    const hub = await openWindow(browser, { acceptDownloads: true });
    await hub.signsIn(world);
    await hub.go("#/device");
    await hub.role("button", "Read a stick").click();
    await hub.page.locator("input[type=file]").setInputFiles(join(stick, part));
    await hub.see("changes taken.");
    const downloading = hub.page.waitForEvent("download");
    await hub.role("button", "Download the answer").click();
    const download = await downloading;
    await download.saveAs(join(stick, download.suggestedFilename()));
    await picture(hub.page, "console stick read");

    const read = laptop.page.getByRole("region", { name: "Read a stick" });
    await read.getByLabel("Folder or file", { exact: true }).fill(join(stick, download.suggestedFilename()));
    await read.getByRole("button", { name: "Read", exact: true }).click();
    await laptop.see("The hub confirms that it holds your work.");
    await laptop.see("The hub has confirmed everything.");
    await picture(laptop.page, "stick read");
    assert.deepEqual([...laptop.complaints, ...hub.complaints], []);
  });

  it("a rescue file is taken at the console", { timeout: 60_000 }, async () => {
    const villages = await amina.villages();
    const again = await amina.prepares(join(world.fixtures, "visit.xlsx"), villages[1].area_id, "other.xlsx");
    await amina.call("import.discard", { batch_id: again });
    const { file } = await amina.call("device.rescue", { folder: stick });
    const hub = await openWindow(browser);
    await hub.signsIn(world);
    await hub.go("#/device");
    await hub.role("button", "Rescue file").click();
    await hub.page.locator("input[type=file]").setInputFiles(file);
    await hub.see("Kwale office 2");
    await picture(hub.page, "console rescue taken");
    assert.deepEqual(hub.complaints, []);
  });

  for (const language of LANGUAGES) {
    it(`says everything in ${language}`, { timeout: 60_000 }, async () => {
      await fatuma.call("sync.read_folder", { path: stick });
      const hands = await openWindow(browser, { language });
      await hands.opens(fatuma);
      await hands.page.waitForFunction(() => document.querySelector("main h1"));
      await hands.go("#/sync/stick");
      await hands.heading(say(language, "sync-stick-title"));
      await hands.role("button", say(language, "sync-nearby-open")).click();
      await hands.page.locator(".code").first().waitFor();
      await hands.page.setViewportSize({ width: 1024, height: 2100 });
      await picture(hands.page, `stick ${language}`);
      assert.deepEqual(await flaws(hands.page), []);
      await hands.role("button", say(language, "sync-nearby-close")).click();
      assert.deepEqual(hands.complaints, []);
    });
  }
});
