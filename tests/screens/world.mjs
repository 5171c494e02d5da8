// A real hub and real laptops in a temporary folder, for tests that work by hands: founded, joined, killed and started
// again. Programs come from $PAMOJA_BIN, otherwise from the cargo target folder. Whatever happens to the test, what it
// started is ended by its process id; the folder goes with it.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

const checkout = resolve(import.meta.dirname, "../..");
const target = process.env.CARGO_TARGET_DIR ?? join(checkout, "target");
const bin = process.env.PAMOJA_BIN ?? join(target, "debug");
/** The district of the invented areas: a laptop for it works in all its villages. */
export const DISTRICT = "XP0101";
export const ADMIN = { name: "admin", passphrase: "the hub keeps what it is given" };
/** Opens every laptop here. */
export const PASSPHRASE = "rain on the tin roof";

const running = new Set();
const folders = new Set();
function endAll() {
  for (const child of running) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
process.on("exit", endAll);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

/** Path of a program; says what to do when it is missing. */
export function program(name) {
  const path = join(bin, name);
  if (!existsSync(path)) throw new Error(`${path} is missing: build it with \`cargo build -p desktop -p hub\`, or set PAMOJA_BIN`);
  return path;
}

function run(name, ...words) {
  return execFileSync(program(name), words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

/** Writes `areas.csv` and `visit.xlsx` (40 invented households) into a folder. */
function writeFixtures(folder) {
  const built = join(bin, "examples/write_fixtures");
  if (existsSync(built)) return execFileSync(built, [folder]);
  const words = ["run", "--quiet", "-p", "stories", "--example", "write_fixtures", "--", folder];
  return execFileSync("cargo", words, { cwd: checkout, stdio: ["ignore", "ignore", "inherit"] });
}

/** Starts a program that serves and waits for the line of JSON that tells where. */
export function serving(path, words, log, environment = {}) {
  const output = openSync(log, "a");
  const child = spawn(path, words, { stdio: ["ignore", "pipe", output], env: { ...process.env, ...environment } });
  running.add(child);
  const gone = new Promise((done) => child.once("exit", done)).then(() => running.delete(child));
  return new Promise((done, failed) => {
    let told = "";
    child.once("error", failed);
    gone.then(() => failed(new Error(`${path} ${words.join(" ")} ended: ${readFileSync(log, "utf8").slice(-2000)}`)));
    child.stdout.on("data", (bytes) => {
      told += bytes;
      if (told.includes("\n")) done({ child, gone, ...JSON.parse(told.split("\n")[0]) });
    });
  });
}

/** Ends what `serving` started, the hard way, and returns when it is gone. */
export async function kill(served) {
  served?.child.kill("SIGKILL");
  await served?.gone;
}

/** One call, as a script makes it; throws the failure. */
export async function call(served, useCase, input = {}) {
  const headers = { "content-type": "application/json", authorization: `Bearer ${served.token}` };
  const reply = await fetch(`${served.url}/call/${useCase}`, { method: "POST", headers, body: JSON.stringify(input) });
  const { output, failure } = await reply.json();
  if (failure) throw Object.assign(new Error(`${useCase}: ${failure.code} ${JSON.stringify(failure.detail)}`), failure);
  return output;
}

export class World {
  static async found() {
    const world = new World();
    world.folder = mkdtempSync(join(tmpdir(), "pamoja-screens-"));
    folders.add(world.folder);
    world.fixtures = world.path("fixtures");
    mkdirSync(world.fixtures);
    writeFixtures(world.fixtures);
    writeFileSync(world.path("passphrase"), ADMIN.passphrase);
    const data = world.path("hub");
    run("pamoja-hub", "init", "--data", data, "--name", "Coastal hub", "--second-factor", "offered", "--admin", ADMIN.name, "--admin-passphrase-file", world.path("passphrase"));
    run("pamoja-hub", "areas", "import", "--data", data, join(world.fixtures, "areas.csv"));
    await world.startHub("127.0.0.1:0");
    return world;
  }

  path(name) {
    return join(this.folder, name);
  }

  async startHub(listen = new URL(this.hub.url).host, more = []) {
    const words = ["serve", "--data", this.path("hub"), "--listen", listen, "--plain-http-on-loopback", ...more];
    this.hub = await serving(program("pamoja-hub"), words, this.path("hub.log"));
  }

  killHub() {
    return kill(this.hub);
  }

  code(name, area = DISTRICT, role = "officer") {
    return run("pamoja-hub", "device", "code", "--data", this.path("hub"), "--name", name, "--area", area, "--role", role);
  }

  /** Takes a lost second factor off an account. */
  dropsSecondFactor(name) {
    return run("pamoja-hub", "user", "drop-second-factor", "--data", this.path("hub"), "--name", name);
  }

  /** Every chain, signature and document at the hub is sound; returns what it says. */
  verify() {
    return run("pamoja-hub", "verify", "--data", this.path("hub"));
  }

  /** A laptop with its program running, not joined yet. */
  async laptop(name) {
    const laptop = new Laptop(this, name);
    await laptop.start();
    return laptop;
  }

  async end() {
    await Promise.all([...running].map((child) => new Promise((done) => (child.exitCode ?? child.signalCode ? done() : child.once("exit", done), child.kill("SIGKILL")))));
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    folders.delete(this.folder);
  }
}

export class Laptop {
  constructor(world, name) {
    this.world = world;
    this.name = name;
    this.data = world.path(name.replaceAll(" ", "-"));
  }

  async start() {
    const words = ["twin", "--data", this.data, "--listen", "127.0.0.1:0"];
    this.twin = await serving(program("pamoja"), words, `${this.data}.log`);
  }

  kill() {
    return kill(this.twin);
  }

  /** Where a browser opens it. */
  get address() {
    return `${this.twin.url}/#token=${this.twin.token}`;
  }

  call(useCase, input) {
    return call(this.twin, useCase, input);
  }

  /** Hands a file over and stages it as a batch, nothing registered yet; returns the batch's id. */
  async prepares(path, area_id, name = basename(path)) {
    const headers = { authorization: `Bearer ${this.twin.token}`, "content-type": "application/octet-stream" };
    const reply = await fetch(`${this.twin.url}/file?name=${encodeURIComponent(name)}`, { method: "POST", headers, body: readFileSync(path) });
    const { file_id } = (await reply.json()).output;
    const { suggested } = await this.call("import.inspect", { file_id });
    return (await this.call("import.prepare", { file_id, mapping: suggested, area_id })).batch.batch_id;
  }

  /** Areas in which it may register. */
  async villages() {
    return (await this.call("area.list")).areas.filter((area) => area.may_register);
  }

  /** Registers a family of a mother and her child: given names, her phone, the child's day of birth. */
  async registers(family, [mother, phone], [child, born], address, area) {
    const area_id = area ?? (await this.villages())[0].area_id;
    const member = (given_name, role, birth, phones) => ({
      given_name, family_name: family, other_names: null, full_name: null, name_other_script: null, sex: "2", birth, role,
      civil_status: null, education: null, disability: null, occupation: null, phones, identity_documents: [],
    });
    const members = [
      member(mother, "head", { on: "1988-01-01", precision: "year" }, [phone]),
      member(child, "child", { on: born, precision: "day" }, []),
    ];
    const registered_on = "2026-02-20";
    return this.call("registry.register", { area_id, address, dwelling: null, water_source: null, registered_on, members, consent: null, draft_id: null });
  }

  /** Joins without hands. */
  joinByCall(officer) {
    const { hub } = this.world;
    return this.call("device.join", { hub_url: hub.url, code: this.world.code(this.name), device_name: this.name, user_name: officer, passphrase: PASSPHRASE });
  }
}
