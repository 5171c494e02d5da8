// Reading lines of JSON, and a clock that both processes share.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

// Milliseconds since 1970, with fractions.
export const now = () => performance.timeOrigin + performance.now();

// The values of a file with one JSON value a line, in groups.
export async function* lines(file, group) {
  let values = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line === "") continue;
    values.push(JSON.parse(line));
    if (values.length === group) {
      yield values;
      values = [];
    }
  }
  if (values.length > 0) yield values;
}
