// Figures of oversight as people read them.
import type { FigureOutput } from "$lib/api";
import { language, t } from "$lib/format/language.svelte";

const keyed = (code: string): string => code.replaceAll("_", "-");

export const indicator = (code: string): string => t(`oversight-indicator-${keyed(code)}`);
export const state = (code: string): string => t(`oversight-state-${keyed(code)}`);
export const OUTCOMES = ["found_as_registered", "found_different", "not_found", "refused"] as const;

const COUNTS = new Set(["pace", "round_ages", "edits_of_others"]);

export function shown(code: string, value: number | null): string {
  if (value === null) return "–";
  const options: Intl.NumberFormatOptions = COUNTS.has(code)
    ? { maximumFractionDigits: 1 }
    : { style: "percent", maximumFractionDigits: 0 };
  return new Intl.NumberFormat(language.tag, options).format(value);
}

/** What stands in the column of the others. */
export function peers(figure: FigureOutput): string {
  return figure.peers_median === null ? t("oversight-no-peers") : shown(figure.indicator, figure.peers_median);
}

/** How far the wall clock here is before Greenwich, in minutes. */
export const offsetMinutes = (): number => -new Date().getTimezoneOffset();

export const restDays = (choice: string): number[] => choice.split("").map(Number);
