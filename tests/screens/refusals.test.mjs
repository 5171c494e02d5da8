// What goes wrong in the field, by hands: a wrong code, a wrong passphrase, a hub that does not answer, files that are
// not what they say. Each time a sentence says what to do, what was typed still stands, and nothing is lost.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe } from "node:test";
import { openBrowser, openWindow } from "./hands.mjs";
import { flaws, picture } from "./looks.mjs";
import { story } from "./story.mjs";
import { ADMIN, PASSPHRASE, World } from "./world.mjs";

/** The code of a secret (RFC 6238), so many half minutes from now. */
function oneTimeCode(secret, off) {
  const bits = [...secret].map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + off));
  const tag = createHmac("sha1", key).update(step).digest();
  const four = tag.readUInt32BE(tag[19] & 15) & 0x7fffffff;
  return String(four % 1_000_000).padStart(6, "0");
}

describe("whatever is refused, a sentence says what to do and nothing is lost", () => {
  let world, browser, amina, laptop;
  const step = story(() => (amina ? { amina: amina.page } : {}));
  const looksWell = async (name) => {
    await picture(amina.page, name);
    assert.deepEqual(await flaws(amina.page), []);
  };

  before(async () => {
    world = await World.found();
    browser = await openBrowser();
    amina = await openWindow(browser);
    laptop = await world.laptop("Kwale office 2");
  });
  after(async () => {
    await browser?.close();
    await world?.end();
  });

  step("a code the hub does not know is refused beside its field, and everything typed stands", async () => {
    const right = world.code("Amina");
    const wrong = world.code("Nobody").replace(/^..../, right.slice(0, 4));
    await amina.joins(laptop, "Amina Wanjiru", wrong);
    await amina.see("The hub does not know this code");
    assert.equal(await amina.label("Your name").inputValue(), "Amina Wanjiru");
    assert.equal(await amina.label("Passphrase").inputValue(), PASSPHRASE);
    await looksWell("refused code");
    await amina.label("One-time code").fill("not a code at all");
    await amina.role("button", "Set up").click();
    await amina.see("The hub does not know this code");
    await amina.label("One-time code").fill(right);
  });

  step("a hub that is down is told while joining; the same form joins when it is up", async () => {
    await world.killHub();
    await amina.role("button", "Set up").click();
    await amina.see("The hub does not answer. Check the address and the network");
    await looksWell("refused joining without hub");
    await world.startHub();
    await amina.role("button", "Set up").click();
    await amina.heading("Today");
  });

  step("a code works once", async () => {
    const other = await world.laptop("Msambweni 1");
    const code = world.code("Msambweni 1");
    await other.call("device.join", { hub_url: world.hub.url, code, device_name: "m", user_name: "Joseph", passphrase: PASSPHRASE });
    const third = await world.laptop("Lungalunga");
    await amina.joins(third, "Halima", code);
    await amina.see("This code has been used already");
    await amina.opens(laptop);
    await amina.heading("Today");
  });

  step("a hub that is down does not stop the work; the sentence says it is safe, the lights say it waits", async () => {
    await world.killHub();
    const [village] = await laptop.villages();
    const member = { given_name: "Salma", family_name: "Omar", role: "head", sex: "2", phones: [], identity_documents: [] };
    const fields = { other_names: null, full_name: null, name_other_script: null, birth: null, civil_status: null, education: null, disability: null, occupation: null };
    const household = { area_id: village.area_id, address: null, dwelling: null, water_source: null, registered_on: "2026-01-02", members: [{ ...fields, ...member }], consent: null, draft_id: null };
    await laptop.call("registry.register", household);
    await amina.page.reload();
    await amina.heading("Today");
    await amina.syncs();
    await amina.see("The hub does not answer. Your work is safe here");
    await amina.seesWaiting("Left this laptop", "Held by the hub");
    await amina.go("#/sync/left");
    await amina.see("The last exchange did not work");
    await looksWell("refused sync without hub");
    await amina.opensHouseholdOf("Salma Omar");
    await amina.addsChild("Juma", "Omar", "2024");
    await world.startHub();
    await amina.syncs();
    await amina.seesGreen("Committed", "Left this laptop", "Held by the hub", "Accepted", "Needs attention");
    await amina.role("button", "Juma Omar", { exact: true }).waitFor();
  });

  step("a wrong passphrase opens nothing; a few of them cost waiting; the right one finds everything", async () => {
    await amina.role("button", "Lock", { exact: true }).click();
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await amina.unlocks(`wrong words ${attempt}`);
      await amina.see("That is not the right passphrase");
      await amina.role("button", "Unlock", { exact: true }).waitFor();
    }
    await looksWell("refused passphrase");
    await amina.unlocks("wrong words again");
    await amina.see(/You can try again in \d+ second/);
    await amina.role("button", "Unlock", { exact: true }).waitFor();
    await amina.unlocks();
    await amina.see(/Wait \d+ second/);
    await looksWell("refused for a while");
    await assert.rejects(laptop.call("registry.search", { text: "Salma", area_id: null, offset: 0 }), { code: "access-refused-session-ended" });
    // The person tries until the wait is over.
    const inside = amina.role("navigation", "Areas");
    const outside = amina.role("button", "Unlock", { exact: true });
    for (const begun = Date.now(); !(await inside.isVisible()); ) {
      assert.ok(Date.now() - begun < 60_000, "the wait ends");
      const answered = amina.page.waitForResponse((reply) => reply.url().endsWith("/call/access.unlock"));
      await outside.click();
      await answered;
      await Promise.race([inside.waitFor(), outside.waitFor()]);
    }
    await amina.opensHouseholdOf("Salma Omar");
  });

  step("a wrong passphrase at the hub's console is refused in a sentence", async () => {
    const visitor = await openWindow(browser);
    await visitor.page.goto(world.hub.url);
    await visitor.label("Name").fill("admin");
    await visitor.label("Passphrase").fill("not this one");
    await visitor.role("button", "Sign in").click();
    await visitor.see("the name, the passphrase or the code is not right");
    assert.deepEqual(await flaws(visitor.page), []);
    assert.deepEqual(visitor.complaints, []);
    await visitor.page.context().close();
  });

  step("an administrator sets up a second factor by hand, and signs in with its code", async () => {
    const visitor = await openWindow(browser);
    const signsIn = async (code) => {
      await visitor.label("Name").fill(ADMIN.name);
      await visitor.label("Passphrase").fill(ADMIN.passphrase);
      await visitor.page.getByLabel("Code from your other device").fill(code);
      await visitor.role("button", "Sign in").click();
    };
    await visitor.page.goto(world.hub.url);
    await signsIn("");
    await visitor.role("navigation", "Areas").waitFor();
    await visitor.page.goto(`${world.hub.url}/#/user/second-factor`);
    await visitor.role("button", "Set it up").click();
    const secret = (await visitor.page.locator("main bdi.code").textContent()).replaceAll(" ", "");
    await visitor.page.getByLabel("The code it shows now").fill("000000");
    await visitor.role("button", "Turn it on").click();
    await visitor.see("That code is not right now");
    await visitor.page.getByLabel("The code it shows now").fill(oneTimeCode(secret, 0));
    await visitor.role("button", "Turn it on").click();
    await visitor.role("heading", "Recovery codes").waitFor();
    assert.equal(await visitor.page.locator("main ol bdi").count(), 8);
    assert.deepEqual(await flaws(visitor.page), []);
    await picture(visitor.page, "recovery codes");
    await visitor.role("button", "I have kept them").click();
    await visitor.see("Signing in asks for a code");
    await visitor.role("button", "Lock").click();
    await signsIn("");
    await visitor.see("the name, the passphrase or the code is not right");
    await signsIn(oneTimeCode(secret, 1));
    await visitor.role("navigation", "Areas").waitFor();
    world.dropsSecondFactor(ADMIN.name);
    assert.deepEqual(visitor.complaints, []);
    await visitor.page.context().close();
  });

  const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
  const files = [
    { name: "empty.xlsx", mimeType: "application/octet-stream", buffer: Buffer.alloc(0) },
    { name: "picture.xlsx", mimeType: "application/octet-stream", buffer: PNG },
    { name: "picture.csv", mimeType: "text/csv", buffer: PNG },
    { name: "list.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 nothing") },
  ];
  for (const file of files) {
    step(`${file.name} is refused in a sentence`, async () => {
      await amina.go("#/import");
      await amina.heading("Import");
      await amina.go("#/import/new");
      await amina.page.locator("input[type=file]").setInputFiles(file);
      const note = amina.role("main", undefined).getByRole("alert").first();
      await note.waitFor();
      const told = await note.innerText();
      assert.match(told, /[a-z]{3}.*\.$/m, `${file.name}: ${told}`);
      assert.doesNotMatch(told, /refused-|fault|incident/, `${file.name}: ${told}`);
      await looksWell(`refused ${file.name}`);
    });
  }

  step("no page complained", () => assert.deepEqual(amina.complaints, []));
});
