// Every language says everything: the same keys, the same values put in, and every sentence of the code is there.
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { describe, expect, it } from "vitest";
import ar from "./lang/ar";
import en from "./lang/en";
import fr from "./lang/fr";

const languages = { en, fr, ar };
const code = import.meta.glob<string>(["../../**/*.svelte", "../../**/*.ts", "!../../**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

function keys(files: string[]): string[] {
  return files.flatMap((text) => [...text.matchAll(/^([a-z][a-z0-9-]*) =/gm)].map((found) => found[1]!)).sort();
}
function placed(files: string[]): Record<string, string> {
  const by: Record<string, string> = {};
  for (const message of files.join("\n").split(/^(?=[a-z][a-z0-9-]* =)/m)) {
    const key = /^([a-z][a-z0-9-]*) =/.exec(message)?.[1];
    if (key) by[key] = [...new Set([...message.matchAll(/\$([a-z_]+)/g)].map((found) => found[1]))].sort().join(" ");
  }
  return by;
}

describe.each(Object.entries(languages))("%s", (tag, files) => {
  it("has every key once", () => {
    expect(keys(files)).toEqual([...new Set(keys(files))]);
    expect(keys(files)).toEqual(keys(en));
  });
  it("puts the same values into each sentence", () => {
    expect(placed(files)).toEqual(placed(en));
  });
  it("is well formed", () => {
    const bundle = new FluentBundle(tag === "ar" ? "ar-u-nu-latn" : tag);
    const errors = files.flatMap((text) => bundle.addResource(new FluentResource(text)));
    expect(errors).toEqual([]);
    for (const key of keys(files)) expect(bundle.hasMessage(key), key).toBe(true);
  });
});

it("every sentence named in the code is written", () => {
  const known = new Set(keys(en));
  const areas = "access|device|shell|today|registry|import|conflict|sync|area|user|draft|privacy";
  const named = new RegExp(`\\bt\\(\\s*"((?:${areas})-[a-z0-9-]+)"`, "g");
  const missing = Object.values(code)
    .flatMap((text) => [...text.matchAll(named)].map((found) => found[1]!))
    .filter((key) => !known.has(key));
  expect(missing).toEqual([]);
});
