// What a person does with a browser, in the words of the screens: every helper finds things by the role and the label
// a person (or a screen reader) would find them by, and waits for what the person would wait to see.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { ADMIN, PASSPHRASE } from "./world.mjs";

function chromiumPath() {
  const told = process.env.PAMOJA_CHROMIUM;
  if (told) return told;
  if (existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  return execFileSync("sh", ["-c", "command -v chromium || command -v chromium-browser || command -v google-chrome"], { encoding: "utf8" }).trim();
}

export function openBrowser() {
  // As root, as in a container, Chromium starts without its sandbox only; the pages are our own.
  return chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
}

/** A window of the smallest size that must do, with what its page complains about collected. */
export async function openWindow(browser, { language = "en", theme = "light", ...more } = {}) {
  const context = await browser.newContext({ viewport: { width: 1024, height: 700 }, locale: language, timezoneId: "Africa/Nairobi", ...more });
  await context.addInitScript(
    ([language, theme]) => {
      if (location.protocol === "about:") return;
      localStorage.setItem("pamoja.language", language);
      localStorage.setItem("pamoja.theme", theme);
    },
    [language, theme],
  );
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const hands = new Hands(page);
  page.on("pageerror", (error) => hands.complaints.push(error.message));
  page.on("console", (message) => {
    // A program that was killed on purpose shows up as refused connections: the sentence on the screen is looked at instead.
    const isConnection = /ERR_CONNECTION|ERR_EMPTY_RESPONSE|Failed to load resource/.test(message.text());
    if (message.type() === "error" && !isConnection) hands.complaints.push(message.text());
  });
  return hands;
}

export class Hands {
  constructor(page) {
    this.page = page;
    this.complaints = [];
  }

  role(role, name, options = {}) {
    return this.page.getByRole(role, { name, ...options });
  }

  label(text, options = { exact: true }) {
    return this.page.getByLabel(text, options);
  }

  heading(name) {
    return this.role("heading", name).first().waitFor();
  }

  dialog() {
    return this.page.getByRole("dialog");
  }

  see(text) {
    return this.page.getByText(text).first().waitFor();
  }

  /** One call, as the page itself makes it: for what a story needs and is not about. */
  async calls(useCase, input = {}) {
    const { output, failure } = await this.page.evaluate(
      async ([useCase, input]) => (await fetch(`/call/${useCase}`, { method: "POST", headers: { "x-pamoja": "1", "content-type": "application/json" }, body: JSON.stringify(input) })).json(),
      [useCase, input],
    );
    if (failure) throw Object.assign(new Error(`${useCase}: ${failure.code} ${JSON.stringify(failure.detail)}`), failure);
    return output;
  }

  async go(hash) {
    await this.page.evaluate((hash) => (location.hash = hash), hash);
  }

  /** Opens a laptop's page; what is shown depends on how far its door is open. */
  async opens(laptop) {
    await this.page.goto("about:blank");
    await this.page.goto(laptop.address);
  }

  async joins(laptop, officer, code, hubUrl = laptop.world.hub.url) {
    await this.opens(laptop);
    await this.heading("Set up this laptop");
    await this.label("Address of the hub").fill(hubUrl);
    await this.label("One-time code").fill(code);
    await this.label("Your name").fill(officer);
    await this.label("Name of this laptop").fill(laptop.name);
    await this.label("Passphrase").fill(PASSPHRASE);
    await this.label("Repeat the passphrase").fill(PASSPHRASE);
    await this.role("button", "Set up").click();
  }

  async unlocks(passphrase = PASSPHRASE) {
    await this.heading("Open this laptop");
    await this.label("Passphrase").fill(passphrase);
    await this.page.keyboard.press("Enter");
  }

  async signsIn(world) {
    await this.page.goto(world.hub.url);
    await this.heading("Sign in to the hub");
    await this.label("Name").fill(ADMIN.name);
    await this.label("Passphrase").fill(ADMIN.passphrase);
    await this.role("button", "Sign in").click();
    await this.heading("Today");
  }

  /** Types into the one search box and returns the names found, best first. */
  async searches(text) {
    const answered = this.page.waitForResponse((reply) => reply.request().postDataJSON?.()?.text === text && reply.url().endsWith("/call/registry.search"));
    await this.page.keyboard.press("Control+k");
    await this.role("combobox", "Search the registry").fill(text);
    await answered;
    const hits = this.role("listbox", "Search results").getByRole("option");
    await hits.first().waitFor();
    return hits;
  }

  /** Finds somebody and opens the household. */
  async opensHouseholdOf(name) {
    await (await this.searches(name)).first().waitFor();
    await this.page.keyboard.press("ArrowDown");
    await this.page.keyboard.press("Enter");
    await this.role("button", name, { exact: true }).first().waitFor();
  }

  /** Presses Tab until something with this name has the focus. */
  async tabsTo(name, most = 80) {
    for (let pressed = 0; pressed < most; pressed += 1) {
      const focused = await this.page.evaluate(() => {
        const one = document.activeElement;
        if (!one || ["BODY", "MAIN"].includes(one.tagName)) return "";
        const label = one.labels?.[0]?.innerText ?? one.closest("label")?.innerText ?? "";
        return [one.getAttribute("aria-label"), label, one.innerText].filter(Boolean).join(" · ");
      });
      if (focused.includes(name)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not lead to “${name}”`);
  }

  async chooses(menu, item) {
    await this.role("button", menu, { exact: true }).click();
    await this.role("menuitem", item).click();
  }

  /** Presses the dialog's own button and waits until the dialog has gone. */
  async confirms(button) {
    await this.dialog().getByRole("button", { name: button, exact: true }).click();
    await this.dialog().waitFor({ state: "detached" });
  }

  /** Syncs by the button at the top and returns when its answer has been told. */
  async syncs() {
    const answered = this.page.waitForResponse((reply) => reply.url().endsWith("/call/sync.run"), { timeout: 60_000 });
    await this.role("banner").getByRole("button", { name: "Sync now" }).click();
    await answered;
    await this.page.getByText(/Synced:|The hub does not answer/).first().waitFor();
  }

  light(name) {
    return this.role("group", "Sync state").getByRole("link", { name: new RegExp(`^${name}: nothing`) });
  }

  async seesGreen(...names) {
    for (const name of names) await this.light(name).waitFor();
  }

  async seesWaiting(...names) {
    for (const name of names) {
      await this.role("group", "Sync state").getByRole("link", { name: new RegExp(`^${name}: \\d`) }).waitFor();
    }
  }

  async changesPhone(person, number) {
    await this.chooses(`Actions for ${person}`, "Phones");
    await this.dialog().getByLabel("Phone number", { exact: true }).first().fill(number);
    await this.dialog().getByRole("button", { name: "Save", exact: true }).first().click();
    await this.see("Phone number changed");
    await this.page.keyboard.press("Escape");
    await this.dialog().waitFor({ state: "detached" });
  }

  async addsChild(given, family, year) {
    await this.role("button", "Add member", { exact: true }).click();
    const dialog = this.dialog();
    await dialog.getByLabel("Why added").selectOption("birth");
    await dialog.getByLabel("Given name", { exact: true }).fill(given);
    await dialog.getByLabel("Family name", { exact: true }).fill(family);
    await dialog.getByLabel("Relationship to head").selectOption("child");
    await dialog.getByRole("group", { name: "Date of birth" }).getByLabel("Year").fill(year);
    await this.confirms("Add member");
    await this.role("button", `${given} ${family}`, { exact: true }).waitFor();
  }
}
