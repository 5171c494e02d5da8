// A laptop without contact by hands: the days that are left, the locked door with its challenge and the supervisor's answer; then
// the hub ends it, and the door says what happened and what to do with the rescue file. In three languages nothing is cut off.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { openBrowser, openWindow } from "./hands.mjs";
import { flaws, picture } from "./looks.mjs";
import { LANGUAGES, say } from "./words.mjs";
import { PASSPHRASE, program, World } from "./world.mjs";

let world, browser, amina, fatuma;

/** The last contact of a laptop was so many days ago. */
async function ages(laptop, days) {
  await laptop.call("access.lock");
  await laptop.kill();
  execFileSync(program("examples/age_lease"), [join(laptop.data, "store"), String(days)]);
  await laptop.start();
}

/** The code that a screen shows large, as it is read out. */
async function readOut(hands) {
  const code = hands.page.locator("p.code");
  await code.waitFor();
  return (await code.innerText()).trim();
}

/** Looks at the door of a laptop in every language, light and dark. */
async function looksRight(name, appears) {
  for (const language of LANGUAGES) {
    for (const theme of ["light", "dark"]) {
      const hands = await openWindow(browser, { language, theme });
      await hands.opens(amina);
      await appears(hands, language);
      await picture(hands.page, `${name} ${language} ${theme}`);
      assert.deepEqual(await flaws(hands.page), [], `${name} in ${language}, ${theme}`);
      await hands.page.context().close();
    }
  }
}

describe("a laptop without contact, and its end", () => {
  before(async () => {
    world = await World.found();
    browser = await openBrowser();
    amina = await world.laptop("Kwale office 2");
    fatuma = await world.laptop("Supervisor");
    const code = world.code("Supervisor", undefined, "supervisor");
    await fatuma.call("device.join", { hub_url: world.hub.url, code, device_name: "Supervisor", user_name: "Fatuma Said", passphrase: "rain on the tin roof" });
    await amina.joinByCall("Amina Wanjiru");
    await fatuma.call("sync.run");
  }, { timeout: 120_000 });
  after(async () => {
    await browser?.close();
    await world?.end();
  });

  it("tells the days that are left, locks, and opens with an answer", { timeout: 240_000 }, async () => {
    const laptop = await openWindow(browser);
    await ages(amina, 43);
    await laptop.opens(amina);
    await laptop.unlocks();
    await laptop.heading("Today");
    await laptop.see("This laptop locks in 2 days");
    await picture(laptop.page, "lease left");
    assert.deepEqual(await flaws(laptop.page), []);
    await ages(amina, 3);
    await looksRight("lease over", async (hands, language) => {
      await hands.label(say(language, "access-passphrase")).fill(PASSPHRASE);
      await hands.page.keyboard.press("Enter");
      await readOut(hands);
    });
    await laptop.opens(amina);
    await laptop.label("Passphrase").fill(PASSPHRASE);
    await laptop.page.keyboard.press("Enter");
    await laptop.heading("Too long without contact");
    const challenge = await readOut(laptop);
    const { user_id, purpose } = await fatuma.call("user.read_challenge", { challenge });
    assert.equal(purpose, "extend");
    const { answer } = await fatuma.call("user.answer_challenge", { challenge, user_id });
    await laptop.label("Answer").fill(answer);
    await laptop.role("button", "Open with the answer").click();
    await laptop.heading("Today");
    assert.deepEqual(laptop.complaints, []);
  });

  it("is ended by the hub and says what to do with the rescue file", { timeout: 240_000 }, async () => {
    const console = await openWindow(browser);
    await console.signsIn(world);
    await console.go("#/device");
    await console.role("button", "Days without contact").click();
    await console.dialog().getByLabel("Days", { exact: true }).fill("400");
    await console.dialog().getByRole("button", { name: "Set" }).click();
    await console.see("Give a number of days from 1 to 365.");
    await picture(console.page, "console lease");
    assert.deepEqual(await flaws(console.page), []);
    await console.dialog().getByLabel("Days", { exact: true }).fill("30");
    await console.dialog().getByRole("button", { name: "Set" }).click();
    await console.see("Laptops open for 30 days without contact.");
    const acts = console.page.locator("main tbody tr", { hasText: "Kwale office 2" }).getByRole("button");
    await acts.click();
    await console.role("menuitem", "Shut out").click();
    await console.dialog().getByLabel("Why").fill("stolen in Kwale");
    await console.dialog().getByRole("button", { name: "Shut out" }).click();
    await console.see("is shut out.");
    await acts.click();
    await console.role("menuitem", "Take back").click();
    await picture(console.page, "console reinstate");
    assert.deepEqual(await flaws(console.page), []);

    const laptop = await openWindow(browser);
    await laptop.opens(amina);
    await laptop.heading("Today");
    await assert.rejects(amina.call("sync.run"), { code: "access-refused-laptop-ended" });
    await looksRight("ended", (hands, language) => hands.see(say(language, "device-join-title")));
    await laptop.opens(amina);
    await laptop.see("was ended by its hub");
    await laptop.see("Bring the file to your administrator");
    assert.equal(await laptop.page.getByText("Kwale office 2 was ended").count(), 1);
  });
});
