// The language of this person on this machine: sentences, plural forms, dates, numbers and the direction of reading.
// A missing sentence shows its key, never a crash. Values put into a sentence are isolated where directions may mix,
// so that an Arabic name inside an English line (or the reverse) does not turn the line around.
import { FluentBundle, FluentNumber, FluentResource, type FluentVariable } from "@fluent/bundle";

export type LanguageCode = "en" | "fr" | "ar";
/** tag: what Intl is asked for. Digits stay western everywhere, as on the cards, phones and files people compare with. */
export const LANGUAGES: { code: LanguageCode; name: string; dir: "ltr" | "rtl"; tag: string }[] = [
  { code: "en", name: "English", dir: "ltr", tag: "en-GB" },
  { code: "fr", name: "Français", dir: "ltr", tag: "fr" },
  { code: "ar", name: "العربية", dir: "rtl", tag: "ar-u-nu-latn" },
];

const KEPT = "pamoja.language";
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

const sources: Record<LanguageCode, () => Promise<{ default: string[] }>> = {
  en: () => import("./lang/en"),
  fr: () => import("./lang/fr"),
  ar: () => import("./lang/ar"),
};

let bundle = $state.raw<FluentBundle | null>(null);
let code = $state<LanguageCode>("en");

function first(): LanguageCode {
  const wanted = [localStorage.getItem(KEPT), ...navigator.languages.map((tag) => tag.split("-")[0])];
  const known = wanted.find((tag) => LANGUAGES.some((language) => language.code === tag));
  return (known as LanguageCode | undefined) ?? "en";
}

function spoken(): (typeof LANGUAGES)[number] {
  return LANGUAGES.find((one) => one.code === code) ?? LANGUAGES[0]!;
}

export const language = {
  get code() {
    return code;
  },
  get tag() {
    return spoken().tag;
  },
  get dir() {
    return spoken().dir;
  },
  async choose(next: LanguageCode): Promise<void> {
    const made = await read(next);
    bundle = made;
    code = next;
    localStorage.setItem(KEPT, next);
    document.documentElement.lang = next;
    document.documentElement.dir = spoken().dir;
  },
  start(): Promise<void> {
    return this.choose(first());
  },
};

async function read(next: LanguageCode): Promise<FluentBundle> {
  const tag = LANGUAGES.find((one) => one.code === next)?.tag ?? "en-GB";
  const made = new FluentBundle(tag, { useIsolating: false });
  for (const text of (await sources[next]()).default) made.addResource(new FluentResource(text));
  return made;
}

export type Args = Record<string, string | number | null | undefined>;

const NUMERAL = /^\d+$/;
/** Numbers from a failure come as text; as numbers they choose the plural form. */
const COUNTED = new Set(["least", "limit", "wait_seconds", "expected", "found", "count"]);

function variable(name: string, value: string | number): FluentVariable {
  if (typeof value === "number") return value;
  if (COUNTED.has(name) && NUMERAL.test(value)) return new FluentNumber(Number(value));
  const mixes = language.dir === "rtl" || RIGHT_TO_LEFT.test(value);
  return mixes ? `\u2068${value}\u2069` : value;
}

/** The sentence for a key, or the key itself when there is none. */
export function t(key: string, args: Args = {}): string {
  const message = bundle?.getMessage(key);
  if (!bundle || !message?.value) return key;
  const given: Record<string, FluentVariable> = {};
  for (const [name, value] of Object.entries(args)) given[name] = variable(name, value ?? "");
  return bundle.formatPattern(message.value, given, []);
}

export function has(key: string): boolean {
  return bundle?.hasMessage(key) ?? false;
}
