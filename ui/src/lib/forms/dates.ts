// Dates as they are typed: parts that may be missing or wrong, kept as text so that nothing typed is lost, and read
// into the registry's dates only on the way out. Eastern digits are read like western ones.
import type { PartialDate } from "$lib/api";

export interface DateText {
  day: string;
  month: string;
  year: string;
}
export interface BirthText extends DateText {
  age: string;
  is_estimated: boolean;
}
export type Read<T> = { ok: true; value: T } | { ok: false };

const pad = (value: number, length: number): string => String(value).padStart(length, "0");

export function western(text: string): string {
  return text
    .trim()
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
}

function whole(text: string): number | null {
  const plain = western(text);
  return /^\d{1,4}$/.test(plain) ? Number(plain) : null;
}

export const emptyDate = (): DateText => ({ day: "", month: "", year: "" });
export const emptyBirth = (): BirthText => ({ ...emptyDate(), age: "", is_estimated: false });

export function dateText(on: string | null): DateText {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(on ?? "");
  if (!parts) return emptyDate();
  return { year: parts[1]!, month: String(Number(parts[2])), day: String(Number(parts[3])) };
}

export function birthText(birth: PartialDate | null): BirthText {
  if (!birth) return emptyBirth();
  const text = { ...dateText(birth.on), age: "", is_estimated: birth.precision === "estimated" };
  if (birth.precision !== "day") text.day = "";
  if (birth.precision === "year" || birth.precision === "estimated") text.month = "";
  return text;
}

function exists(year: number, month: number, day: number): boolean {
  const made = new Date(Date.UTC(year, month - 1, day));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
}

export const isBlank = (text: DateText): boolean => !(text.day.trim() || text.month.trim() || text.year.trim());

/** A whole date, null when nothing is typed. */
export function readDate(text: DateText): Read<string | null> {
  if (isBlank(text)) return { ok: true, value: null };
  const [year, month, day] = [whole(text.year), whole(text.month), whole(text.day)];
  if (year === null || month === null || day === null) return { ok: false };
  if (western(text.year).length !== 4 || !exists(year, month, day)) return { ok: false };
  return { ok: true, value: `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` };
}

/** As much of a birth date as is known; an age alone gives an estimated year. */
export function readBirth(text: BirthText, today: string): Read<PartialDate | null> {
  const hasAge = text.age.trim() !== "";
  if (isBlank(text)) {
    if (!hasAge) return { ok: true, value: null };
    const age = whole(text.age);
    if (age === null || age > 130) return { ok: false };
    return { ok: true, value: { on: `${pad(Number(today.slice(0, 4)) - age, 4)}-01-01`, precision: "estimated" } };
  }
  const year = whole(text.year);
  if (year === null || western(text.year).length !== 4) return { ok: false };
  const month = text.month.trim() === "" ? null : whole(text.month);
  const day = text.day.trim() === "" ? null : whole(text.day);
  if (text.month.trim() !== "" && (month === null || month < 1 || month > 12)) return { ok: false };
  if (text.day.trim() !== "" && (day === null || month === null)) return { ok: false };
  if (!exists(year, month ?? 1, day ?? 1)) return { ok: false };
  const known = day !== null ? "day" : month !== null ? "month" : "year";
  return {
    ok: true,
    value: {
      on: `${pad(year, 4)}-${pad(month ?? 1, 2)}-${pad(day ?? 1, 2)}`,
      precision: text.is_estimated ? "estimated" : known,
    },
  };
}
