// What somebody is charged with, while it is edited: a role, where, and from when to when.
import type { AssignmentInput, AssignmentOutput } from "$lib/api";
import { dateText, emptyDate, readDate, type DateText } from "./dates";

export interface ChargeText {
  /** Stays the same while others come and go. */
  key: number;
  role: string;
  where: "everywhere" | "areas";
  areas: string[];
  from: DateText;
  until: DateText;
}

let keys = 0;

export function newCharge(role: string): ChargeText {
  return { key: keys++, role, where: "areas", areas: [], from: emptyDate(), until: emptyDate() };
}

export function chargeText(held: AssignmentOutput): ChargeText {
  return {
    key: keys++,
    role: held.role,
    where: held.is_everywhere ? "everywhere" : "areas",
    areas: [...held.area_ids],
    from: dateText(held.valid_from),
    until: dateText(held.valid_until),
  };
}

/** What keeps a charge from being given, by the part that is wrong. */
export function wrongParts(charge: ChargeText): { areas: boolean; from: boolean; until: boolean } {
  return {
    areas: charge.where === "areas" && charge.areas.length === 0,
    from: !readDate(charge.from).ok,
    until: !readDate(charge.until).ok,
  };
}

export const isWhole = (charge: ChargeText): boolean => !Object.values(wrongParts(charge)).some(Boolean);

export function chargeInput(charge: ChargeText): AssignmentInput {
  const day = (text: DateText): string | null => {
    const read = readDate(text);
    return read.ok ? read.value : null;
  };
  return {
    role: charge.role,
    is_everywhere: charge.where === "everywhere",
    area_ids: charge.where === "everywhere" ? [] : [...charge.areas],
    valid_from: day(charge.from),
    valid_until: day(charge.until),
  };
}
