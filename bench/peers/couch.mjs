// PouchDB against a server that speaks CouchDB's replication protocol: the same documents, the same week, everything
// as it comes (batches of 100, both directions at once, not live). Prints what travelled as one JSON value: messages
// with direction, bytes, what each waited for, and the sender's work.
//
//   node couch.mjs BASE HERE ELSEWHERE      (files with one JSON document or change a line)
import { fork } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { lines, now } from "./shared.mjs";

const require = createRequire(import.meta.url);
const PouchDB = require("pouchdb");
PouchDB.plugin(require("pouchdb-adapter-memory"));
const [base, here, elsewhere] = process.argv.slice(2);

const child = fork(fileURLToPath(new URL("server.mjs", import.meta.url)), { stdio: ["ignore", 2, 2, "ipc"] });
const answered = () =>
  new Promise((resolve, reject) => {
    child.once("message", ({ done, failed }) => (failed === undefined ? resolve(done) : reject(new Error(failed))));
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
const ask = (act, input) => {
  const answer = answered();
  child.send({ act, ...input });
  return answer;
};

// One direction of the replication is one chain: a request waits for the answers of its own chain only.
let requests = [];
class Chain {
  #ended = [];
  #last;

  fetch = async (url, options) => {
    const after = this.#ended.length > 0 ? this.#ended : this.#last === undefined ? [] : [this.#last];
    this.#ended = [];
    const request = { number: requests.length, began: now(), after };
    requests.push(request);
    options.headers.set("x-n", String(request.number));
    const response = await PouchDB.fetch(url, options);
    const body = await response.arrayBuffer();
    request.ended = now();
    this.#ended.push(request.number);
    this.#last = request.number;
    const { status, headers } = response;
    return new Response([204, 304].includes(status) ? null : body, { status, headers: [...headers] });
  };
}

const port = await answered();
const url = `http://127.0.0.1:${port}/week`;
const laptop = new PouchDB("laptop", { adapter: "memory" });

// Both directions at once, as `sync` does, each with a chain of its own.
const both = async () => {
  const [up, down] = [new Chain(), new Chain()];
  const [pushed, pulled] = await Promise.all([
    laptop.replicate.to(new PouchDB(url, { fetch: up.fetch })),
    laptop.replicate.from(new PouchDB(url, { fetch: down.fetch })),
  ]);
  return { pushed: pushed.docs_written, pulled: pulled.docs_written };
};

const filled = await ask("fill", { file: base });
await both();
const settled = await both();
if (settled.pushed + settled.pulled !== 0) throw new Error(`not settled before the week: ${JSON.stringify(settled)}`);

for await (const [{ _id, ...fields }] of lines(here, 1)) {
  await laptop.put({ ...(await laptop.get(_id)), ...fields });
}
await ask("change", { file: elsewhere });

await ask("records");
requests = [];
const began = now();
const travelled = await both();
const taken = now() - began;
const records = new Map((await ask("records")).map((record) => [record.number, record]));

requests.sort((one, other) => one.began - other.began);
const place = new Map(requests.map(({ number }, at) => [number, at]));
const messages = requests.flatMap(({ number, began: from, after }, at) => {
  const record = records.get(number);
  const waited = after.map((other) => requests[place.get(other)].ended);
  const up = { way: "up", bytes: record.up, after: after.map((other) => 2 * place.get(other) + 1), thinking_ms: from - Math.max(...waited, began) };
  return [up, { way: "down", bytes: record.down, after: [2 * at], thinking_ms: record.thinking }];
});
const documents = { laptop: (await laptop.info()).doc_count, server: await ask("count") };
console.log(JSON.stringify({ filled, documents, ...travelled, requests: requests.length, taken_ms: taken, messages }));
child.disconnect();
process.exit(0);
