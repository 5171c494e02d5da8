// The real desktop window, driven over plain WebDriver: an X display of its own, tauri-driver before WebKitWebDriver, and
// a few lines of HTTP. Elements are found in the page by role and name, as a person would say them. The window is killed
// by the process id of its program, never by name.
import { spawn } from "node:child_process";
import { existsSync, openSync, readFileSync, readdirSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { program } from "./world.mjs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const KEYS = { Enter: "\uE007", Escape: "\uE00C", Tab: "\uE004", ArrowDown: "\uE015", Control: "\uE009" };
const PATIENCE_MS = 30_000;
const PAUSE_MS = 40;

const tools = [...(process.env.PATH ?? "").split(delimiter), join(homedir(), ".cache/pamoja/tools/bin")];
const find = (name) => tools.map((folder) => join(folder, name)).find(existsSync);

/** What is missing for driving the window, as names of programs. */
export const missing = ["Xvfb", "WebKitWebDriver", "tauri-driver"].filter((name) => !find(name));

const started = new Set();
process.on("exit", () => started.forEach((child) => child.kill("SIGKILL")));

function start(name, words, log, options = {}) {
  const output = openSync(log, "a");
  const child = spawn(find(name), words, { stdio: ["ignore", output, output, "pipe"], ...options });
  started.add(child);
  child.once("exit", () => started.delete(child));
  return child;
}

/** Whether a process has let go of its files: it is not listed any more, or only waits for its parent to notice. */
function isOver(pid) {
  try {
    return /^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return true;
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Asks again until the answer is something; the error names what was waited for. */
export async function until(what, ask, patience = PATIENCE_MS) {
  let last;
  for (const begun = Date.now(); Date.now() - begun < patience; ) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
    await new Promise((later) => setTimeout(later, PAUSE_MS));
  }
  throw new Error(`waited in vain for ${what}${last ? `: ${last.message}` : ""}`);
}

/** Runs in the page: the first visible thing of a kind whose name is or holds the given one. */
function inPage(kind, name, isExact) {
  const kinds = {
    button: "button, [role=button]",
    link: "a[href]",
    heading: "h1, h2",
    tab: "[role=tab]",
    menuitem: "[role=menuitem]",
    option: "[role=option]",
    field: "input, select, textarea",
    text: "p, span, strong, bdi, dd, td, li",
  };
  const scope = [...document.querySelectorAll("[role=dialog]")].at(-1) ?? document;
  const said = (one) => one.getAttribute("aria-label") ?? (kind === "field" ? [...(one.labels ?? [])].map((label) => label.innerText).join(" ") : one.innerText) ?? "";
  const plain = (text) => text.replace(/[\u2066-\u2069]/g, "").replace(/\s+/g, " ").trim();
  for (const where of new Set([scope, document])) {
    for (const one of where.querySelectorAll(kinds[kind])) {
      const text = plain(said(one));
      const box = one.getBoundingClientRect();
      if ((isExact ? text === name : text.includes(name)) && box.width && box.height) return one;
    }
  }
  return null;
}

export class Desktop {
  /** A display; no window yet. */
  static async prepare(world) {
    const desktop = new Desktop();
    desktop.world = world;
    const log = world.path("window.log");
    desktop.display = start("Xvfb", ["-displayfd", "3", "-screen", "0", "1024x768x24", "-nolisten", "tcp"], log);
    const number = await new Promise((done, failed) => {
      desktop.display.stdio[3].once("data", (bytes) => done(String(bytes).trim()));
      desktop.display.once("exit", () => failed(new Error("Xvfb ended")));
    });
    desktop.environment = { ...process.env, DISPLAY: `:${number}`, GDK_BACKEND: "x11", NO_AT_BRIDGE: "1", LANG: "C.UTF-8", LIBGL_ALWAYS_SOFTWARE: "1" };
    // As root WebKit's own sandbox cannot be set up; what is shown here is ours alone.
    if (process.getuid() === 0) desktop.environment.WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS = "1";
    return desktop;
  }

  async startDriver() {
    const [port, native] = [await freePort(), await freePort()];
    const words = ["--port", String(port), "--native-port", String(native), "--native-driver", find("WebKitWebDriver")];
    this.driver = start("tauri-driver", words, this.world.path("window.log"), { env: this.environment, detached: true });
    this.url = `http://127.0.0.1:${port}`;
    await until("tauri-driver", () => fetch(`${this.url}/status`).then((reply) => reply.ok));
  }

  /** The driver leads a process group of its own, with the native driver in it. */
  async endDriver() {
    const { driver } = this;
    if (!driver || driver.exitCode !== null || driver.signalCode) return;
    process.kill(-driver.pid, "SIGKILL");
    await new Promise((done) => driver.once("exit", done));
  }

  async ask(method, path, body) {
    const headers = { "content-type": "application/json" };
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const reply = await fetch(this.url + path, { method, body: body && JSON.stringify(body), headers, signal });
    const { value } = await reply.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  here(method, path, body) {
    return this.ask(method, `/session/${this.session}${path}`, body);
  }

  /** Opens the window of a laptop's folder, with a driver that knows nothing of windows before. */
  async open(data) {
    this.data = data;
    await this.startDriver();
    const options = { application: program("pamoja"), args: ["--data", data] };
    const { sessionId } = await this.ask("POST", "/session", { capabilities: { alwaysMatch: { "tauri:options": options } } });
    this.session = sessionId;
    await until("the first screen", () => this.script(() => document.querySelector("h1") !== null));
  }

  /** Process ids of the windows that have this data folder open. */
  pids() {
    const numbers = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return numbers.filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
        return words.includes(this.data) && readlinkSync(`/proc/${pid}/exe`).endsWith("/pamoja");
      } catch {
        return false; // it ended meanwhile
      }
    });
  }

  /** Ends the window the hard way, while it shows whatever it shows; returns when all it held is free again. */
  async kill() {
    const pids = this.pids();
    if (pids.length !== 1) throw new Error(`one window is expected, there are ${pids.length}`);
    const [pid] = pids;
    process.kill(Number(pid), "SIGKILL");
    await until("the window to be gone", () => isOver(pid));
    await this.endDriver();
  }

  async end() {
    const pids = this.data ? this.pids() : [];
    for (const pid of pids) process.kill(Number(pid), "SIGKILL");
    await until("the window to be gone", () => pids.every(isOver));
    await this.endDriver();
    this.display?.kill("SIGKILL");
  }

  script(act, ...words) {
    return this.here("POST", "/execute/sync", { script: `return (${act}).apply(null, arguments)`, args: words });
  }

  see(kind, name, isExact = false) {
    return until(`${kind} “${name}”`, async () => (await this.script(inPage, kind, name, isExact))?.[ELEMENT]);
  }

  /** Types into the search box and waits until somebody of this name is among its answers. */
  async searches(text, name) {
    await this.fill("Search the registry", text);
    await until(`“${text}” to find ${name}`, () =>
      this.script((name) => {
        const box = document.querySelector("header [role=combobox][aria-expanded=true]");
        const hits = box && document.getElementById(box.getAttribute("aria-controls"))?.querySelectorAll("[role=option]");
        return [...(hits ?? [])].some((hit) => hit.innerText.includes(name));
      }, name),
    );
  }

  async click(kind, name, isExact = false) {
    await until(`pressing ${kind} “${name}”`, async () => {
      const element = await this.see(kind, name, isExact);
      await this.here("POST", `/element/${element}/click`, {});
      return true;
    });
  }

  /** Puts text into a field, instead of what stands there. */
  async fill(name, text) {
    const element = await this.see("field", name);
    await this.here("POST", `/element/${element}/clear`, {});
    await this.here("POST", `/element/${element}/value`, { text });
  }

  async press(...keys) {
    const codes = keys.map((key) => KEYS[key] ?? key);
    const actions = [...codes.map((value) => ({ type: "keyDown", value })), ...codes.reverse().map((value) => ({ type: "keyUp", value }))];
    await this.here("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  go(hash) {
    return this.script((hash) => void (location.hash = hash), hash);
  }

  async picture() {
    return Buffer.from(await this.here("GET", "/screenshot"), "base64");
  }
}
