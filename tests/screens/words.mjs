// Sentences of the interface in any of its languages, read from the locale files, so that a test in Arabic presses the
// button a reader of Arabic would press. Only plain sentences: those with choices inside are not asked for here.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const locales = resolve(import.meta.dirname, "../../locales");
const read = new Map();

export const LANGUAGES = readdirSync(locales).sort();

export function say(language, key, values = {}) {
  if (!read.has(language)) {
    const files = readdirSync(join(locales, language)).map((file) => readFileSync(join(locales, language, file), "utf8"));
    const lines = files.join("\n").matchAll(/^([a-z][a-z0-9-]*) = (.+)$/gm);
    read.set(language, new Map([...lines].map(([, key, text]) => [key, text])));
  }
  const text = read.get(language).get(key);
  if (text === undefined) throw new Error(`${language} has no plain sentence ${key}`);
  return text.replaceAll(/\{ \$(\w+) \}/g, (_, name) => values[name]);
}
