// Signing in to the console with an identity provider, by hands: a real provider (`oidc-provider`, by name from the npm
// registry) beside a real hub, in a real browser. Without the package, say, without a network, the story is passed over
// and says so.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { homedir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { openBrowser, openWindow } from "./hands.mjs";
import { flaws, picture } from "./looks.mjs";
import { LANGUAGES, say } from "./words.mjs";
import { ADMIN, World, program } from "./world.mjs";

const VERSION = "9.13.3";
const LABEL = "Ministry account";
const SUBJECT = "amina-4711";

/** The provider's package, fetched once; nothing of it runs while it is installed. Null where it cannot be had. */
async function fetched() {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "pamoja/tools", `oidc-provider-${VERSION}`);
  const entry = join(folder, "node_modules/oidc-provider/lib/index.js");
  try {
    if (!existsSync(entry)) {
      mkdirSync(folder, { recursive: true });
      const words = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", `oidc-provider@${VERSION}`];
      execFileSync("npm", words, { stdio: ["ignore", "ignore", "inherit"], timeout: 120_000 });
    }
    return (await import(pathToFileURL(entry))).Provider;
  } catch (error) {
    console.log(`SKIPPED: signing in with an identity provider, because oidc-provider could not be fetched: ${error.message.split("\n")[0]}`);
    return null;
  }
}

const Provider = await fetched();

/** The code that a telephone shows, some half minutes from now (RFC 6238). */
function shown(secret, off = 0) {
  const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replaceAll(" ", "")].map((sign) => signs.indexOf(sign).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + off));
  const tag = createHmac("sha1", key).update(step).digest();
  return String((tag.readUInt32BE(tag[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

describe("signing in with an identity provider", { skip: Provider ? false : "oidc-provider could not be fetched" }, () => {
  let world, browser, on, provider, server, secret, recovery;

  before(
    async () => {
      world = await World.found();
      browser = await openBrowser();
      server = createServer((request, answer) => provider.callback()(request, answer));
      await new Promise((done) => server.listen(0, "127.0.0.1", done));
      const issuer = `http://127.0.0.1:${server.address().port}`;
      const client = { client_id: "pamoja", client_secret: "known to both of them", redirect_uris: [`${world.hub.url}/oidc/return`] };
      provider = new Provider(issuer, {
        clients: [{ ...client, grant_types: ["authorization_code"], response_types: ["code"], id_token_signed_response_alg: "ES256" }],
        findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
        cookies: { keys: ["of this run"] },
        jwks: { keys: [await key()] },
      });
      writeFileSync(world.path("oidc.secret"), client.client_secret);
      const told = { issuer, client_id: client.client_id, client_secret_file: world.path("oidc.secret"), console_url: world.hub.url, label: LABEL };
      writeFileSync(world.path("oidc.toml"), Object.entries(told).map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`).join(""));
      await world.killHub();
      await world.startHub(new URL(world.hub.url).host, ["--oidc", world.path("oidc.toml")]);
      on = await openWindow(browser);
    },
    { timeout: 120_000 },
  );
  after(async () => {
    await browser?.close();
    await world?.end();
    server?.close();
  });

  async function key() {
    const { privateKey } = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
    const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", privateKey);
    return { kty, crv, x, y, d, alg: "ES256", use: "sig", kid: "this-run" };
  }

  function linked(verb) {
    const words = ["user", verb, "--data", world.path("hub"), "--name", ADMIN.name, "--issuer", provider.issuer, "--subject", SUBJECT];
    return execFileSync(program("pamoja-hub"), words, { encoding: "utf8" });
  }

  /** What the page may do with its cookie. */
  const calls = (useCase, input) =>
    on.page.evaluate(
      async ([useCase, input]) => (await (await fetch(`/call/${useCase}`, { method: "POST", headers: { "x-pamoja": "1" }, body: JSON.stringify(input) })).json()).output,
      [useCase, input],
    );
  const goes = () => on.page.getByRole("link", { name: `Sign in with ${LABEL}` }).click();

  it("refuses who is not linked, with one sentence, and lets in who is", { timeout: 60_000 }, async () => {
    const { page } = on;
    await page.goto(world.hub.url);
    await goes();
    await page.locator("input[name=login]").fill(SUBJECT);
    await page.locator("input[name=password]").fill("whatever it is there");
    await page.locator("button[type=submit]").click();
    await page.locator("button[type=submit]", { hasText: "Continue" }).click();
    await on.see("Signing in that way did not let you in.");
    assert.equal(new URL(page.url()).search, "", "the address says nothing of it any more");
    assert.match(linked("link"), /may sign in with the identity provider/);
    await goes();
    await on.heading("Today");
    const { user } = await calls("device.state", {});
    assert.equal(user.name, ADMIN.name);
  });

  it("asks for the code of the other device, which the provider did not", { timeout: 60_000 }, async () => {
    ({ secret } = await calls("user.begin_second_factor", {}));
    ({ recovery_codes: recovery } = await calls("user.confirm_second_factor", { code: shown(secret, -1) }));
    await calls("access.lock", {});
    await on.page.reload();
    await goes();
    await on.see(`${LABEL} knows you.`);
    await on.label("Code from your other device").fill("000000");
    await on.role("button", "Sign in", { exact: true }).click();
    await on.see("the passphrase or the code is not right");
    await on.label("Code from your other device").fill(shown(secret));
    await on.role("button", "Sign in", { exact: true }).click();
    await on.heading("Today");
  });

  it("looks right in every language, light and dark", { timeout: 120_000 }, async () => {
    const found = [];
    for (const language of LANGUAGES) {
      const theme = language === "fr" ? "dark" : "light";
      const other = await openWindow(browser, { language, theme });
      const look = async (name) => {
        await picture(other.page, `${language} ${theme} ${name}`);
        found.push(...(await flaws(other.page)).map((flaw) => `${language} ${name}: ${flaw}`));
      };
      await other.page.context().addCookies(await on.page.context().cookies(world.hub.url));
      await other.page.goto(`${world.hub.url}/#/user`);
      await other.page.locator("main tbody button").first().click();
      await other.dialog().waitFor();
      await look("second factor off");
      await other.page.context().clearCookies();
      await other.page.goto(`${world.hub.url}/?identity=refused`);
      await other.see(say(language, "access-refused-identity"));
      await look("identity refused");
      // The browser that signed in at the provider is known there: only the code is missing.
      await other.page.context().addCookies(await on.page.context().cookies(provider.issuer));
      await other.page.context().clearCookies({ name: "pamoja_session" });
      await other.page.goto(`${world.hub.url}/oidc/begin`);
      await other.see(say(language, "access-identity-back"));
      await look("identity code");
      assert.deepEqual(other.complaints, []);
      await other.page.context().close();
    }
    assert.deepEqual(found, []);
  });

  it("takes one's own second factor off only for a code", { timeout: 60_000 }, async () => {
    await on.go("#/user");
    await on.role("button", `Take off the code of ${ADMIN.name}`).click();
    await on.dialog().getByLabel("The code it shows now").fill("000000");
    await on.dialog().getByRole("button", { name: "Take off", exact: true }).click();
    await on.see("That code is not right now.");
    await on.dialog().getByLabel("The code it shows now").fill(recovery[0]);
    await on.dialog().getByRole("button", { name: "Take off", exact: true }).click();
    await on.see(`${ADMIN.name} signs in without a code until a new one is set up`);
    assert.equal((await calls("user.list", {})).users.find((user) => user.name === ADMIN.name).has_second_factor, false);
    linked("unlink");
    await calls("access.lock", {});
    await on.page.reload();
    await goes();
    await on.see("Signing in that way did not let you in.");
    assert.deepEqual(on.complaints, []);
  });
});
