// Every screen in every language, light and dark, at the smallest size that must do: nothing serious or critical for
// axe, no sideways scrolling, no missing sentence, the right direction of reading; and at 200 % zoom nothing is cut off.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { openBrowser, openWindow } from "./hands.mjs";
import { flaws, picture } from "./looks.mjs";
import { LANGUAGES, say } from "./words.mjs";
import { ADMIN, PASSPHRASE, World } from "./world.mjs";

let world, browser, amina, joseph, fresh, household, person, batch, prepared, erased, village, merged;

/** A world in which every screen has something to show: an import, conflicts open and settled, drafts, moves. */
async function fillWorld() {
  world = await World.found();
  browser = await openBrowser();
  amina = await world.laptop("Kwale office 2");
  joseph = await world.laptop("Msambweni 1");
  fresh = await world.laptop("Lungalunga");
  await amina.joinByCall("Amina Wanjiru");
  await joseph.joinByCall("نور الدين حسن");
  const villages = await amina.villages();
  const visit = join(world.fixtures, "visit.xlsx");
  batch = await amina.prepares(visit, villages[0].area_id);
  await amina.call("import.apply", { batch_id: batch });
  prepared = await amina.prepares(visit, villages[0].area_id, "visit again.xlsx");
  const { rows } = await amina.call("import.open", { batch_id: batch, offset: 0 });
  household = rows[0].household_id;
  person = (await amina.call("registry.open_household", { household_id: household })).members[0].person.person_id;
  await amina.call("sync.run");
  await joseph.call("sync.run");
  for (const [laptop, number, address] of [[amina, "0799000111", "Behind the mosque"], [joseph, "0788000222", "حي الميرغنية، قرب المسجد"]]) {
    for (const row of rows.slice(0, 2)) {
      const { members } = await laptop.call("registry.open_household", { household_id: row.household_id });
      const { person } = members.find((member) => member.person.phones.length);
      await laptop.call("registry.update_phone", { person_id: person.person_id, item_id: person.phones[0].item_id, number });
    }
    await laptop.call("registry.update_household", { household_id: household, fields: { address }, reason: null });
    await laptop.call("sync.run");
  }
  await amina.call("sync.run");
  const { conflicts } = await amina.call("conflict.list", { state: "open", offset: 0 });
  const { document_id, field, item_id, values } = conflicts[0];
  await amina.call("conflict.resolve", { document_id, field, item_id, value: values[0].value, reason: "asked her" });
  await registersTwice();
  await amina.call("registry.request_move", { household_id: rows[2].household_id, to_area_id: villages[9].area_id, why: "displacement" });
  await amina.call("registry.record_consent", { household_id: household, purpose: "programme", is_given: true, manner: "spoken", given_on: "2026-02-25" }).catch(() => null);
  await amina.call("draft.keep", { draft_id: null, kind: "registry.register", title: "محمد علي", body: {} });
  await amina.call("sync.run");
  await drawsFamilies(villages[0].area_id);
  erased = await erasesFiles();
  ({ village, merged } = await changesCountry());
  await amina.call("registry.update_household", { household_id: rows[3].household_id, fields: { address: "Next to the school" }, reason: null });
}

/** Two families that both laptops register; about one pair two officers decide apart, and differently. */
async function registersTwice() {
  await amina.registers("Bakari", ["Halima Salim", "0712555142"], ["Rehema", "2017-03-14"], "Next to the mill");
  await joseph.registers("Bakary", ["Haleema Saleem", "+254712555142"], ["Rehma", "2017-03-14"], "حي الميرغنية");
  await amina.registers("Omondi", ["Akinyi", "0733441902"], ["Atieno", "2021-11-30"], null);
  await joseph.registers("Omondy", ["Akini", "0733441902"], ["Atyeno", "2021-11-30"], null);
  for (const laptop of [amina, joseph, amina]) await laptop.call("sync.run");
  const { groups } = await amina.call("duplicate.list", { state: "open" });
  const pairs = groups[0].pairs.slice(0, 1).map(({ one, other }) => ({ person_id: one.person_id, other_person_id: other.person_id }));
  await amina.call("duplicate.decide", { pairs, outcome: "not_same", reason: "two mothers of one name" });
  await joseph.call("duplicate.decide", { pairs, outcome: "same", reason: "رأيتها بنفسي" });
  for (const laptop of [joseph, amina, joseph]) await laptop.call("sync.run");
}

/** A supervisor draws families by lot and writes down one visit. */
async function drawsFamilies(area_id) {
  const ruth = await world.laptop("Kwale supervisor");
  const code = world.code("Kwale supervisor", undefined, "supervisor");
  await ruth.call("device.join", { hub_url: world.hub.url, code, device_name: "Kwale supervisor", user_name: "Ruth Achieng", passphrase: PASSPHRASE });
  await ruth.call("sync.run");
  const { sample_id } = await ruth.call("oversight.draw_sample", { area_id, user_id: null, size: 6, is_stratified: true });
  const { samples } = await ruth.call("oversight.list_samples", { sample_id });
  const { household_id } = samples[0].families[0];
  await ruth.call("oversight.record_visit", { sample_id, household_id, outcome: "not_found", note: "لا أحد يعرفهم هنا", visited_on: samples[0].drawn_on });
  await ruth.call("sync.run");
}

/** At the console a member and a whole household are erased, and a third one is due; the laptop hears of it. */
async function erasesFiles() {
  const stays = await amina.registers("Mwangi", ["Wambui", "0700111222"], ["Njoki", "2018-05-04"], "By the well");
  const goes = await amina.registers("Otieno", ["Adhiambo", "0700333444"], ["Ochieng", "2020-09-21"], null);
  const due = await amina.registers("Kamau", ["Nyambura", "0700555666"], ["Kariuki", "2016-01-30"], null);
  await amina.call("registry.dissolve", { household_id: due.household_id, on: "2026-03-01", why: "all_left" });
  await amina.call("sync.run");
  const admin = await openWindow(browser);
  await admin.signsIn(world);
  const { members } = await admin.calls("registry.open_household", { household_id: stays.household_id });
  const id = members.find((member) => !member.is_head).person.person_id;
  await admin.calls("privacy.erase", { kind: "person", id, ground: "request", reference: "DP 12/2026" });
  await admin.calls("privacy.erase", { kind: "household", id: goes.household_id, ground: "consent_withdrawn", reference: null });
  await admin.calls("privacy.set_rule", { kind: "dissolved_household", months: 6 });
  await admin.page.context().close();
  await amina.call("sync.run");
  return { beside: stays.household_id, whole: goes.household_id };
}

/** At the console the country changes: two villages become one, a list offers less, a partner comes and one has gone. */
async function changesCountry() {
  const villages = await amina.villages();
  const [first, second, third] = villages.slice(-3).map((one) => one.area_id);
  const admin = await openWindow(browser);
  await admin.signsIn(world);
  await admin.calls("area.translate", { area_id: first, names: { en: "Mwabungo", sw: "Mwabungo ya juu", ar: "موابونغو العليا" } });
  await admin.calls("area.merge", { area_id: first, into_id: second });
  await admin.calls("area.recode", { area_id: third, code: "XP-2026-0001" });
  const labels = { hosted: { en: "With kin", fr: "Chez des parents", ar: "عند الأقارب" } };
  await admin.calls("vocabulary.update", { list: "dwelling", offered: ["hosted", "owned", "rented", "camp"], labels });
  const partner = { kind: "civil_society", contact: "Amal, 0712 000 111", agreement: "MoU 7/2026", from: "2026-01-01" };
  await admin.calls("partner.add", { ...partner, name: "الهلال الأحمر", purposes: ["payment", "complaint"], until: null });
  await admin.calls("partner.add", { ...partner, name: "University of the Coast", kind: "research", purposes: ["audit"], until: "2026-02-01" });
  await admin.page.context().close();
  return { merged: first, village: second };
}

/** Screens of the laptop: a name, an address, and what is pressed there first. */
const laptopScreens = () => [
  ["today", "#/today"],
  ["registry", "#/registry"],
  ["search", "#/registry?q=ahmed"],
  ["search none", "#/registry?q=zzyzx"],
  ["household", `#/registry/household/${household}`],
  ["person", `#/registry/household/${household}`, (page) => page.locator("table button.person").first().click()],
  ...["change_household", "member"].map((act, place) => [act, `#/registry/household/${household}`, (page) => page.locator(".page-head button").nth(place).click()]),
  ...[0, 1, 2, 3, 4].map((place) => [`more ${place + 1}`, `#/registry/household/${household}`, (page) => choose(page, page.locator(".page-head button[aria-haspopup=menu]"), place)]),
  ...[0, 1, 2, 3, 4, 5, 6].map((place) => [`member act ${place + 1}`, `#/registry/household/${household}`, (page) => choose(page, page.locator("table button[aria-haspopup=menu]").nth(1), place)]),
  ["household with erased", `#/registry/household/${erased.beside}`],
  ["household erased", `#/registry/household/${erased.whole}`],
  ["person erased", `#/registry/household/${erased.beside}`, (page) => page.locator("table button.person").nth(1).click()],
  ["register", "#/registry/register"],
  ...[1, 2, 3, 4].map((place) => [`register step ${place + 1}`, "#/registry/register", (page) => page.locator("ol.steps button").nth(place).click()]),
  ["imports", "#/import"],
  ["import new", "#/import/new"],
  ["import mapping", "#/import/new", (page) => page.locator("input[type=file]").setInputFiles(join(world.fixtures, "visit.xlsx")).then(() => page.locator("form table").first().waitFor())],
  ["import applied", () => `#/import/batch/${batch}`],
  ["import prepared", () => `#/import/batch/${prepared}`],
  ["conflicts", "#/conflict"],
  ["conflicts settled", "#/conflict/settled"],
  ["duplicates", "#/duplicate"],
  ["duplicates same", "#/duplicate/same"],
  ["sync", "#/sync"],
  ["sync left", "#/sync/left"],
  ["sync attention", "#/sync/attention"],
  ["stick", "#/sync/stick"],
  ["stick refused", "#/sync/stick", (page) => page.locator("form button.primary").first().click().then(() => page.locator(".error").first().waitFor())],
  ["account menu", "#/today", (page) => page.locator("header button[aria-haspopup=menu]").click()],
];

const consoleScreens = [
  ["console today", "#/today"],
  ["console household", () => `#/registry/household/${household}`],
  ["console moves", "#/registry/moves"],
  ["console accept", "#/registry/moves", (page) => page.locator("main td button").first().click()],
  ["console conflicts", "#/conflict"],
  ["console duplicates", "#/duplicate"],
  ["console devices", "#/device"],
  ["console code", "#/device", (page) => page.locator(".page-head button.primary").click()],
  ["console stick", "#/device", (page) => page.locator(".page-head button").nth(0).click()],
  ["console rescue", "#/device", (page) => page.locator(".page-head button").nth(1).click()],
  ["console grant", "#/device", (page) => choose(page, page.locator("main tbody tr").first().getByRole("button"), 0)],
  ["console revoke", "#/device", (page) => choose(page, page.locator("main tbody tr").first().getByRole("button"), 1)],
  ["console oversight", "#/oversight", (page) => page.locator("main details summary").first().click()],
  ["console oversight closer", "#/oversight", (page) => page.locator("main details summary").first().click().then(() => page.locator("main details button").first().click())],
  ["console visits", "#/oversight/visits", (page) => page.locator("main section a.button").first().waitFor()],
  ["console draw", "#/oversight/visits", (page) => page.locator("main button.primary").click()],
  ["console visit list", "#/oversight/visits", (page) => page.locator("main section a.button").first().click().then(() => page.locator("main ol li").first().waitFor())],
  ["console visit", "#/oversight/visits", (page) => page.locator("main section a.button").first().click().then(() => page.locator("main ol li button").first().click())],
  ["console areas", "#/area"],
  ["console area", () => `#/area/${village}`, (page) => page.locator("main ol li").first().waitFor()],
  ["console area names", () => `#/area/${village}`, (page) => page.locator(".page-head button").nth(0).click()],
  ["console area add", () => `#/area/${village}`, (page) => page.locator(".page-head button").nth(1).click()],
  ["console area code", () => `#/area/${village}`, (page) => choose(page, page.locator(".page-head button[aria-haspopup=menu]"), 0)],
  ["console area merge", () => `#/area/${village}`, (page) => choose(page, page.locator(".page-head button[aria-haspopup=menu]"), 1)],
  ["console area merged", () => `#/area/${merged}`, (page) => page.locator("main ol li").nth(2).waitFor()],
  ["console area unmerge", () => `#/area/${merged}`, (page) => choose(page, page.locator(".page-head button[aria-haspopup=menu]"), 0)],
  ["console lists", "#/vocabulary"],
  ["console list", "#/vocabulary/dwelling", (page) => page.locator("main form ol li").first().waitFor()],
  ["console partners", "#/partner", (page) => page.locator("main tbody tr").first().waitFor()],
  ["console partner", "#/partner", (page) => choose(page, page.locator("main tbody tr").first().getByRole("button"), 0)],
  ["console new partner refused", "#/partner", (page) => page.locator(".page-head button.primary").click().then(() => page.locator("[role=dialog] button.primary").click())],
  ["console users", "#/user"],
  ["console new user", "#/user", (page) => page.locator(".page-head button.primary").click().then(() => page.getByRole("dialog").locator("input[value=console]").check({ force: true }))],
  ["console charges", "#/user", (page) => page.locator("main tbody tr").first().locator("td").last().getByRole("button").first().click()],
  ["console end user", "#/user", (page) => page.locator("main tbody tr").first().locator("td").last().getByRole("button").last().click()],
  ["console roles", "#/role"],
  ["console role", "#/role", (page) => page.locator("main li.role button").first().click()],
  ["console new role", "#/role", (page) => page.locator(".page-head button.primary").click()],
  ["console second factor", "#/user/second-factor", (page) => page.locator("main button.primary").click().then(() => page.locator("main svg.picture").waitFor())],
  ["console person", () => `#/registry/household/${household}`, (page) => page.locator("table button.person").first().click()],
  ["console reveal", () => `#/registry/household/${household}`, (page) => page.locator("table button.person").first().click().then(() => page.getByRole("dialog").locator("button.button.compact").first().click())],
  ["console reveal conflict", "#/conflict", (page) => page.locator("main section button").first().click().then(() => page.getByRole("dialog").waitFor())],
  ["console privacy", "#/privacy", (page) => page.locator("main details summary").first().click()],
  ["console rules", "#/privacy/rules"],
  ["console rule", "#/privacy/rules", (page) => page.locator("main td button").first().click()],
  ["console due", "#/privacy/rules/dissolved_household", (page) => page.locator("main thead input").check()],
  ["console due none", "#/privacy/rules/deceased_person"],
  ["console erase due", "#/privacy/rules/dissolved_household", (page) => page.locator("main thead input").check().then(() => page.locator("main button.bad").click())],
  ["console erase person", () => `#/registry/household/${household}`, (page) => choose(page, page.locator("table button[aria-haspopup=menu]").nth(1), 0)],
  ["console erase refused", () => `#/registry/household/${household}`, (page) => choose(page, page.locator("table button[aria-haspopup=menu]").nth(1), 0).then(() => page.locator("[role=dialog] button.bad").click())],
  ["console erase household", () => `#/registry/household/${household}`, (page) => choose(page, page.locator(".page-head button[aria-haspopup=menu]"), 0)],
  ["console household erased", () => `#/registry/household/${erased.whole}`],
  ["console person erased", () => `#/registry/household/${erased.beside}`, (page) => page.locator("table button.person").nth(1).click()],
  ["console audit", "#/audit", (page) => page.locator("main ol li").first().waitFor()],
  ["console audit values", "#/audit", (page) => page.locator("main ol li").first().waitFor().then(() => page.locator(".page-head button").nth(0).click())],
  ["console audit file", "#/audit", (page) => page.locator("main ol li").first().waitFor().then(() => page.locator(".page-head button").nth(1).click())],
  ["console subject file", () => `#/audit/file/${person}`],
  ["console subject file made", () => `#/audit/file/${person}`, async (page) => {
    await page.locator("main select").selectOption("subject_request");
    await page.locator("main input").fill("she asked at the desk");
    await page.locator("main button.primary").click();
    await page.locator("article").waitFor();
  }],
];

async function choose(page, menu, place) {
  await menu.click();
  await page.getByRole("menuitem").nth(place).click();
  await page.getByRole("dialog").waitFor();
}

/** Some screens alone, by their names: PAMOJA_LOOKS="user|role". */
const wanted = new RegExp(process.env.PAMOJA_LOOKS ?? "");

/** Goes to each screen from a fresh beginning and gathers what is wrong, by screen. */
async function walk(hands, screens, prefix) {
  const found = {};
  for (const [name, address, act] of screens.filter(([name]) => wanted.test(name))) {
    const { page } = hands;
    try {
      await hands.go("#/nowhere-in-particular");
      await hands.go(typeof address === "function" ? address() : address);
      await settled(page);
      await act?.(page);
      await settled(page);
      await picture(page, `${prefix} ${name}`);
      const wrong = await flaws(page);
      if (wrong.length) found[name] = wrong;
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
    } catch (error) {
      await picture(page, `failed ${prefix} ${name}`);
      found[name] = [error.message.split("\n").slice(0, 3).join(" ")];
    }
  }
  return found;
}

/** No call under way, nothing that says it waits. */
async function settled(page) {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => !document.querySelector("main [aria-busy=true], main .waiting"));
}

describe("every screen", () => {
  before(fillWorld, { timeout: 120_000 });
  after(async () => {
    await browser?.close();
    await world?.end();
  });

  for (const language of LANGUAGES) {
    for (const theme of ["light", "dark"]) {
      it(`can be read by everybody in ${language}, ${theme}`, { timeout: 300_000 }, async () => {
        const found = {};
        const on = await openWindow(browser, { language, theme });
        await on.opens(amina);
        await on.role("navigation", say(language, "shell-nav")).waitFor();
        assert.equal(await on.page.evaluate(() => document.documentElement.dir), language === "ar" ? "rtl" : "ltr");
        Object.assign(found, await walk(on, laptopScreens(), `${language} ${theme}`));

        await on.opens(fresh);
        await on.role("heading", say(language, "device-join-title")).waitFor();
        await picture(on.page, `${language} ${theme} join`);
        found.join = await flaws(on.page);

        await on.page.goto(world.hub.url);
        await on.label(say(language, "access-name")).fill(ADMIN.name);
        found.login = await flaws(on.page);
        await picture(on.page, `${language} ${theme} login`);
        await on.label(say(language, "access-passphrase")).fill(ADMIN.passphrase);
        await on.page.keyboard.press("Enter");
        await on.role("navigation", say(language, "shell-nav")).waitFor();
        Object.assign(found, await walk(on, consoleScreens, `${language} ${theme}`));
        await on.page.context().close();
        const wrong = Object.entries(found).flatMap(([screen, flaws]) => flaws.map((flaw) => `${screen}: ${flaw}`));
        assert.deepEqual([...new Set(wrong)], []);
        assert.deepEqual(on.complaints, []);
      });
    }
  }

  it("can be read at 200 % zoom without scrolling the page sideways", { timeout: 300_000 }, async () => {
    // 1024×700 at 200 % is a page of 512×350 with two screen dots to each of its own.
    const on = await openWindow(browser, { viewport: { width: 512, height: 350 }, deviceScaleFactor: 2 });
    await on.opens(amina);
    await on.role("navigation", "Areas").waitFor();
    const found = await walk(on, laptopScreens(), "zoomed");
    await on.page.context().close();
    // Tables may scroll within their own frame at this size: their rows would be unreadable if they were folded.
    const isTable = /scrolls sideways .* div\..*table-box/;
    const wrong = Object.entries(found).flatMap(([screen, flaws]) => flaws.filter((flaw) => !isTable.test(flaw)).map((flaw) => `${screen}: ${flaw}`));
    assert.deepEqual([...new Set(wrong)], []);
  });

  it("the door of a locked laptop can be read by everybody", { timeout: 60_000 }, async () => {
    await amina.call("access.lock");
    for (const language of LANGUAGES) {
      const on = await openWindow(browser, { language, theme: language === "fr" ? "dark" : "light" });
      await on.opens(amina);
      await on.role("heading", say(language, "access-unlock-title")).waitFor();
      await picture(on.page, `${language} unlock`);
      assert.deepEqual(await flaws(on.page), []);
      await on.page.context().close();
    }
    await amina.call("access.unlock", { user_id: null, name: "Amina Wanjiru", passphrase: PASSPHRASE });
  });
});
