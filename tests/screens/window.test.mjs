// The real desktop window by hands: unlock, search, register, edit, sync, resolve; and between the steps it is killed the
// hard way, after which every committed edit is found again in a new window.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pictureFile } from "./looks.mjs";
import { Desktop, missing } from "./window.mjs";
import { PASSPHRASE, World } from "./world.mjs";

const HEAD = "Ahmed Faisal Saleh";

if (missing.length) {
  const told = `SKIPPED: the desktop window is not tested here, because ${missing.join(", ")} is missing (\`make test\` installs it)`;
  console.error(told);
  it("the desktop window", { skip: told }, () => {});
} else {
  describe("the desktop window loses nothing, however often it is killed", () => {
    let world, laptop, joseph, window;
    let isBroken = false;
    let kills = 0;
    const step = (sentence, act) =>
      it(sentence, { timeout: 180_000 }, async (context) => {
        if (isBroken) return context.skip("an earlier step failed");
        try {
          await act();
          writeFileSync(pictureFile(`window ${sentence}`), await window.picture());
        } catch (error) {
          isBroken = true;
          await window?.picture().then((bytes) => writeFileSync(pictureFile("failed window"), bytes)).catch(() => null);
          throw error;
        }
      });

    before(async () => {
      world = await World.found();
      laptop = await world.laptop("Kwale office 2");
      await laptop.joinByCall("Amina Wanjiru");
      const [village] = await laptop.villages();
      const batch_id = await laptop.prepares(join(world.fixtures, "visit.xlsx"), village.area_id);
      await laptop.call("import.apply", { batch_id });
      await laptop.call("sync.run");
      await laptop.kill();
      joseph = await world.laptop("Msambweni 1");
      await joseph.joinByCall("Joseph Kiptoo");
      await joseph.call("sync.run");
      window = await Desktop.prepare(world);
    });
    after(async () => {
      await window?.end();
      await world?.end();
    });

    async function unlocks() {
      await window.see("heading", "Open this laptop");
      await window.fill("Passphrase", PASSPHRASE);
      await window.press("Enter");
      await window.see("link", "Today");
    }

    async function diesAndComesBack() {
      await window.kill();
      kills += 1;
      await window.open(laptop.data);
      await unlocks();
    }

    async function opensHouseholdOf(name) {
      await window.searches(name, name);
      await window.press("ArrowDown");
      await window.press("Enter");
      await window.see("button", name, true);
    }

    async function syncs() {
      await window.go("#/sync");
      await window.click("button", "Sync now", true);
      await window.see("text", "Synced:");
    }

    step("it opens, unlocks, and finds a family by its name in another order", async () => {
      await window.open(laptop.data);
      await unlocks();
      await window.searches("saleh ahmed", HEAD);
      await opensHouseholdOf(HEAD);
    });

    step("a phone is edited; the window is killed; the phone is there", async () => {
      await window.click("button", `Actions for ${HEAD}`);
      await window.click("menuitem", "Phones");
      await window.fill("Phone number", "0799000111");
      await window.click("button", "Save", true);
      await window.see("text", "Phone number changed");
      await diesAndComesBack();
      await opensHouseholdOf(HEAD);
      await window.see("text", "0799000111");
    });

    step("an address is edited; the window is killed; the address is there", async () => {
      await window.click("button", "Update household");
      await window.fill("Address", "Behind the mosque");
      await window.click("button", "Save", true);
      await window.see("text", "Saved:");
      await diesAndComesBack();
      await opensHouseholdOf(HEAD);
      await window.see("text", "Behind the mosque");
    });

    step("the window is killed while a family is being written down; the draft is there", async () => {
      await window.go("#/registry/register");
      await window.click("button", "Not registered yet: go on");
      await window.see("heading", "Where does the household live?");
      await window.fill("Area", "XP01010102");
      await window.press("ArrowDown");
      await window.press("Enter");
      await window.click("button", "Next", true);
      await window.see("heading", "Who lives in the household?");
      await window.fill("Given name", "Khadija");
      await window.fill("Family name", "Bakari");
      await window.see("text", "Draft kept at");
      await window.click("button", "Review");
      await window.see("text", "Khadija Bakari");
      await diesAndComesBack();
      await window.go("#/today");
      await window.click("link", "Resume");
      await window.see("text", "Khadija Bakari");
    });

    step("the family is registered; the window is killed; the family is found", async () => {
      await window.click("button", "Review");
      await window.click("button", "Save household");
      await window.see("heading", "Khadija Bakari");
      await diesAndComesBack();
      await opensHouseholdOf("Khadija Bakari");
      await window.go("#/today");
      await window.see("text", "No drafts");
    });

    step("it syncs with a hub that has another value: a conflict shows both", async () => {
      const found = await joseph.call("registry.search", { text: HEAD, area_id: null, offset: 0 });
      const hit = found.hits.find((one) => one.name === HEAD);
      const { phones } = await joseph.call("registry.open_person", { person_id: hit.person_id });
      await joseph.call("registry.update_phone", { person_id: hit.person_id, item_id: phones[0].item_id, number: "0788000222" });
      await joseph.call("sync.run");
      await syncs();
      await window.go("#/conflict");
      await window.see("tab", "Open (1)");
      for (const part of ["0799000111", "0788000222", "Joseph Kiptoo", "Amina Wanjiru", "Msambweni 1"]) await window.see("text", part);
    });

    step("it resolves; the window is killed; the decision stands and reaches everybody", async () => {
      await window.click("button", "Take this value 0788000222");
      await window.see("text", "Settled: Phone number");
      await diesAndComesBack();
      await window.go("#/conflict");
      await window.see("tab", "Open (0)");
      await syncs();
      await joseph.call("sync.run");
      assert.equal((await joseph.call("conflict.list", { state: "open", offset: 0 })).open_count, 0);
      for (const light of ["Committed", "Left this laptop", "Held by the hub", "Accepted", "Needs attention"]) await window.see("link", `${light}: nothing`);
    });

    step("killed at five steps and more, it has lost nothing and the hub's chains are sound", async () => {
      await diesAndComesBack();
      assert.ok(kills >= 5, `${kills} kills`);
      await opensHouseholdOf(HEAD);
      for (const part of ["0788000222", "Behind the mosque"]) await window.see("text", part);
      await opensHouseholdOf("Khadija Bakari");
      assert.match(world.verify(), /everything is sound/);
    });
  });
}
