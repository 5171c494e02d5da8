// The other end of the first peer: express-pouchdb, which speaks CouchDB's replication protocol, as it comes, in a
// process of its own, in memory. Counts the bytes of each request and answer on its socket, headers included.
import { createRequire } from "node:module";
import http from "node:http";
import express from "express";
import { lines, now } from "./shared.mjs";

const require = createRequire(import.meta.url);
const PouchDB = require("pouchdb");
PouchDB.plugin(require("pouchdb-adapter-memory"));
const InMemory = PouchDB.defaults({ adapter: "memory" });
const application = express();
application.use("/", require("express-pouchdb")(InMemory, { mode: "minimumForPouchDB", inMemoryConfig: true }));

let records = [];
// What a socket had carried when its last exchange ended.
const carried = new WeakMap();

const server = http.createServer((request, response) => {
  const began = now();
  const { socket } = request;
  const number = request.headers["x-n"];
  response.on("finish", () => {
    const before = carried.get(socket) ?? { read: 0, written: 0 };
    carried.set(socket, { read: socket.bytesRead, written: socket.bytesWritten });
    // The number that ties both ends' records together is ours, not the protocol's.
    const ours = number === undefined ? 0 : `x-n: ${number}\r\n`.length;
    records.push({
      number: Number(number),
      up: socket.bytesRead - before.read - ours,
      down: socket.bytesWritten - before.written,
      thinking: now() - began,
    });
  });
  application(request, response);
});
server.keepAliveTimeout = 600_000;
server.requestTimeout = 0;

const database = new InMemory("week");
const acts = {
  // Fills the database.
  fill: async ({ file }) => {
    let filled = 0;
    for await (const documents of lines(file, 1_000)) {
      await database.bulkDocs(documents);
      filled += documents.length;
    }
    return filled;
  },
  // The other laptop's week, one revision a change, as if it had been here before.
  change: async ({ file }) => {
    let changed = 0;
    for await (const changes of lines(file, 1)) {
      const [{ _id, ...fields }] = changes;
      await database.put({ ...(await database.get(_id)), ...fields });
      changed += 1;
    }
    return changed;
  },
  // What was recorded since the last time.
  records: async () => records.splice(0),
  count: async () => (await database.info()).doc_count,
};

process.on("message", async ({ act, ...input }) => {
  try {
    process.send({ done: await acts[act](input) });
  } catch (error) {
    process.send({ failed: String(error?.stack ?? error) });
  }
});
process.on("disconnect", () => process.exit(0));
server.listen(0, "127.0.0.1", () => process.send({ done: server.address().port }));
