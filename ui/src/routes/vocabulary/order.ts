// The codes of a list as a form shows them.
import type { VocabularyCode } from "$lib/api";

export interface Line {
  code: string;
  isOffered: boolean;
  isNeeded: boolean;
  labels: Record<string, string>;
}

export const lines = (codes: VocabularyCode[]): Line[] =>
  codes.map((one) => ({
    code: one.code,
    isOffered: one.is_offered,
    isNeeded: one.is_needed,
    labels: { ...one.labels },
  }));

/** The same lines with one of them a step further up or down; the same where there is no such step. */
export function moved(all: Line[], at: number, by: 1 | -1): Line[] {
  const [line, other] = [all[at], all[at + by]];
  if (!line || !other) return all;
  const next = [...all];
  next[at] = other;
  next[at + by] = line;
  return next;
}

export const offered = (all: Line[]): string[] => all.filter((line) => line.isOffered).map((line) => line.code);

/** Own labels by code; codes without any are left out. */
export function labels(all: Line[]): Record<string, Record<string, string>> {
  const named = all.map((line) => {
    const kept = Object.entries(line.labels).filter(([, label]) => label.trim());
    return [line.code, Object.fromEntries(kept)] as const;
  });
  return Object.fromEntries(named.filter(([, one]) => Object.keys(one).length));
}
