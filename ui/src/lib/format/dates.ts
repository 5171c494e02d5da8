// Dates and instants as people read them, in their language and the Gregorian calendar. A date of the registry is a
// day without a time zone and is never moved by one; an instant is shown in the zone of this machine.
import type { PartialDate } from "$lib/api";
import { language, t } from "./language.svelte";

const made = new Map<string, Intl.DateTimeFormat>();

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language.tag + JSON.stringify(options);
  let found = made.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(language.tag, { calendar: "gregory", ...options });
    made.set(key, found);
  }
  return found;
}

function noon(on: string): Date | null {
  const parts = /^(-?\d{4,6})-(\d{2})-(\d{2})$/.exec(on);
  return parts ? new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]), 12)) : null;
}

export function date(on: string | null | undefined): string {
  if (!on) return "";
  const day = noon(on);
  return day ? formatter({ day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(day) : on;
}

export function longDate(on: string): string {
  const day = noon(on);
  return day
    ? formatter({ weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(day)
    : on;
}

/** A birth date with only as much of it as is known. */
export function partialDate(birth: PartialDate | null): string {
  if (!birth) return "";
  const day = noon(birth.on);
  if (!day) return birth.on;
  switch (birth.precision) {
    case "day":
      return date(birth.on);
    case "month":
      return formatter({ month: "short", year: "numeric", timeZone: "UTC" }).format(day);
    case "year":
      return formatter({ year: "numeric", timeZone: "UTC" }).format(day);
    case "estimated":
      return t("registry-date-about", { year: formatter({ year: "numeric", timeZone: "UTC" }).format(day) });
  }
}

export function instant(at: number): string {
  return formatter({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }).format(at);
}

export function clock(at: number): string {
  return formatter({ hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(at);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "2 days ago", in the language. */
export function ago(at: number, now: number = Date.now()): string {
  const relative = new Intl.RelativeTimeFormat(language.tag, { numeric: "auto" });
  const past = at - now;
  const size = Math.abs(past);
  if (size < HOUR) return relative.format(Math.round(past / MINUTE), "minute");
  if (size < DAY) return relative.format(Math.round(past / HOUR), "hour");
  return relative.format(Math.round(past / DAY), "day");
}

export function isOlderThanDays(at: number, days: number): boolean {
  return Date.now() - at > days * DAY;
}

export function number(value: number): string {
  return new Intl.NumberFormat(language.tag).format(value);
}

export function bytes(size: number): string {
  const unit = size < 1000 ? "byte" : size < 1_000_000 ? "kilobyte" : "megabyte";
  const scaled = unit === "byte" ? size : unit === "kilobyte" ? size / 1000 : size / 1_000_000;
  return new Intl.NumberFormat(language.tag, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: scaled < 10 ? 1 : 0,
  }).format(scaled);
}
