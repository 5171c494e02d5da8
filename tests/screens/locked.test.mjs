// A forgotten passphrase by hands, the hub gone: the laptop's challenge is read out, the supervisor sees for whom and gives the
// answer, the officer chooses a new passphrase and finds everything there. A second user is let in the same way and each finds
// their own. In three languages nothing is cut off.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { openBrowser, openWindow } from "./hands.mjs";
import { flaws, picture } from "./looks.mjs";
import { LANGUAGES, say } from "./words.mjs";
import { World } from "./world.mjs";

const ANOTHER = "nine green kettles sing";
let world, browser, amina, fatuma;

/** The code that a screen shows large, as it is read out. */
async function readOut(hands) {
  const code = hands.page.locator("p.code");
  await code.waitFor();
  return (await code.innerText()).trim();
}

describe("a locked laptop", () => {
  before(async () => {
    world = await World.found();
    browser = await openBrowser();
    fatuma = await world.laptop("Supervisor");
    const code = world.code("Supervisor", undefined, "supervisor");
    await fatuma.call("device.join", { hub_url: world.hub.url, code, device_name: "Supervisor", user_name: "Fatuma Said", passphrase: "rain on the tin roof" });
    amina = await world.laptop("Kwale office 2");
    await amina.joinByCall("Amina Wanjiru");
    await fatuma.call("sync.run");
    const villages = await amina.villages();
    const batch = await amina.prepares(join(world.fixtures, "visit.xlsx"), villages[0].area_id);
    await amina.call("import.apply", { batch_id: batch });
    await amina.call("access.lock");
    await world.killHub();
  }, { timeout: 120_000 });
  after(async () => {
    await browser?.close();
    await world?.end();
  });

  it("is opened with a supervisor's answer", { timeout: 120_000 }, async () => {
    const laptop = await openWindow(browser);
    await laptop.opens(amina);
    await laptop.heading("Open this laptop");
    await laptop.role("button", "I forgot my passphrase").click();
    await laptop.heading("Amina Wanjiru: a new passphrase");
    const challenge = await readOut(laptop);
    assert.match(challenge, /^([0-9A-Z]{5}\s+){3}[0-9A-Z]{5}$/);
    await laptop.role("button", "Open with the answer").click();
    await laptop.see("Type the answer that is read to you.");

    const helper = await openWindow(browser);
    await helper.opens(fatuma);
    await helper.heading("Today");
    await helper.go("#/user");
    await helper.role("button", "Help a colleague unlock").click();
    const typed = helper.dialog().getByLabel("Challenge", { exact: true });
    await typed.fill(challenge.slice(0, -1) + (challenge.endsWith("0") ? "1" : "0"));
    await helper.dialog().getByRole("button", { name: "Next" }).click();
    await helper.see("Group 4 of the challenge is not right.");
    await typed.fill(challenge.toLowerCase());
    await helper.dialog().getByRole("button", { name: "Next" }).click();
    await helper.see("forgot the passphrase of the laptop");
    await picture(helper.page, "help for whom");
    assert.deepEqual(await flaws(helper.page), []);
    await helper.dialog().getByRole("button", { name: "Give the answer" }).click();
    const answer = await readOut(helper);
    await picture(helper.page, "help answer");
    assert.deepEqual(await flaws(helper.page), []);
    await helper.dialog().getByRole("button", { name: "Done" }).click();
    await helper.see("gave Amina Wanjiru an answer for a new passphrase");
    await picture(helper.page, "help list");

    await laptop.label("Answer").fill(answer);
    await laptop.label("New passphrase").fill(ANOTHER);
    await laptop.label("Repeat the passphrase").fill(ANOTHER);
    await picture(laptop.page, "forgot answered");
    await laptop.role("button", "Open with the answer").click();
    await laptop.heading("Today");
    const { households } = await amina.call("today.overview");
    assert.ok(households > 0, "what she had is there");
    await amina.call("access.lock");
    await laptop.opens(amina);
    await laptop.unlocks(ANOTHER);
    await laptop.heading("Today");
    assert.deepEqual([...laptop.complaints, ...helper.complaints], []);
  });

  it("is shared with a second user, vouched for by the supervisor", { timeout: 120_000 }, async () => {
    await amina.call("draft.keep", { draft_id: null, kind: "registry.register", title: "Half a family", body: {} });
    const laptop = await openWindow(browser);
    await laptop.opens(amina);
    await laptop.heading("Today");
    await laptop.see("Half a family");
    await laptop.role("button", "Account of Amina Wanjiru").click();
    await laptop.role("menuitem", "Let somebody else work here").click();
    await laptop.dialog().getByLabel("Who is it?").selectOption("Fatuma Said");
    await picture(laptop.page, "newcomer who");
    assert.deepEqual(await flaws(laptop.page), []);
    await laptop.dialog().getByRole("button", { name: "Next" }).click();
    const challenge = await readOut(laptop);
    const { user_id, purpose } = await fatuma.call("user.read_challenge", { challenge });
    assert.equal(purpose, "add");
    const { answer } = await fatuma.call("user.answer_challenge", { challenge, user_id });
    await laptop.dialog().getByLabel("Answer", { exact: true }).fill(answer);
    await laptop.dialog().getByLabel("Their passphrase").fill(ANOTHER);
    await laptop.dialog().getByLabel("Repeat the passphrase").fill(ANOTHER);
    await picture(laptop.page, "newcomer answered");
    assert.deepEqual(await flaws(laptop.page), []);
    await laptop.dialog().getByRole("button", { name: "Let them work here" }).click();
    await laptop.see("Fatuma Said can unlock this laptop now");
    await laptop.role("button", "Lock").click();
    await laptop.heading("Open this laptop");
    await laptop.role("radio", "Fatuma Said").check();
    await picture(laptop.page, "two users");
    await laptop.label("Passphrase").fill(ANOTHER);
    await laptop.page.keyboard.press("Enter");
    await laptop.heading("Today");
    assert.equal(await laptop.page.getByText("Half a family").count(), 0, "drafts are for who typed them");
    await laptop.role("button", "Lock").click();
    await laptop.role("radio", "Amina Wanjiru").check();
    await laptop.label("Passphrase").fill(ANOTHER);
    await laptop.page.keyboard.press("Enter");
    await laptop.see("Half a family");
    assert.deepEqual(laptop.complaints, []);
  });

  for (const language of LANGUAGES) {
    it(`says everything in ${language}`, { timeout: 60_000 }, async () => {
      await amina.call("access.lock");
      const hands = await openWindow(browser, { language });
      await hands.opens(amina);
      await hands.role("button", say(language, "user-forgot")).click();
      await readOut(hands);
      await picture(hands.page, `forgot ${language}`);
      assert.deepEqual(await flaws(hands.page), []);
      const helper = await openWindow(browser, { language });
      await helper.opens(fatuma);
      await helper.page.waitForFunction(() => document.querySelector("main h1"));
      await helper.go("#/user");
      await helper.heading(say(language, "user-title"));
      await helper.role("heading", say(language, "user-answers-title")).waitFor();
      await picture(helper.page, `users ${language}`);
      assert.deepEqual(await flaws(helper.page), []);
      await helper.role("button", say(language, "user-help")).click();
      await helper.dialog().waitFor();
      await picture(helper.page, `help ${language}`);
      assert.deepEqual(await flaws(helper.page), []);
      await helper.page.keyboard.press("Escape");
      await helper.role("button", new RegExp("Fatuma Said")).click();
      await helper.role("menuitem", say(language, "user-newcomer")).click();
      await helper.dialog().getByRole("combobox").waitFor();
      await picture(helper.page, `newcomer ${language}`);
      assert.deepEqual(await flaws(helper.page), []);
      assert.deepEqual([...hands.complaints, ...helper.complaints], []);
    });
  }
});
