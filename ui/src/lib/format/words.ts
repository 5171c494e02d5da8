// Codes as words: coded lists, names of fields, values of fields, failures and acts. The interface switches on codes
// and never on text; a code without a word shows as itself.
import type { Failure } from "$lib/api";
import { date } from "./dates";
import { has, language, t, type Args } from "./language.svelte";
import { own } from "./own.svelte";

const keyed = (code: string): string => code.toLowerCase().replaceAll("_", "-");

export function word(list: string, code: string | null | undefined): string {
  if (code === null || code === undefined || code === "") return "";
  return own.label(list, code, language.code) ?? programWord(list, code);
}

/** What the program calls a code, whatever the country calls it. */
export function programWord(list: string, code: string): string {
  const key = `vocabulary-${keyed(list)}-${keyed(code)}`;
  return has(key) ? t(key) : code;
}

export const listName = (list: string): string => t(`vocabulary-list-${keyed(list)}`);

export function fieldName(field: string): string {
  const key = `registry-field-${keyed(field)}`;
  return has(key) ? t(key) : field;
}

const LIST_OF_FIELD: Record<string, string[]> = {
  sex: ["sex"],
  civil_status: ["civil_status"],
  education: ["education"],
  disability: ["disability"],
  dwelling: ["dwelling"],
  water_source: ["water_source"],
  member_role: ["relationship"],
  member_why: ["leave_reason", "join_reason"],
  document_type: ["document_type"],
  dissolved_why: ["dissolve_reason"],
  birth_precision: ["precision"],
};

export const listOfField = (field: string): string | null => LIST_OF_FIELD[field]?.[0] ?? null;

export const isDateField = (field: string): boolean =>
  ["birth_on", "died_on", "member_from", "member_to", "document_valid_until", "registered_on", "dissolved_on"].includes(
    field,
  );

/** A stored value in words. `known` gives names to ids (areas, persons, households). */
export function fieldValue(field: string, value: string | null, known?: (id: string) => string | null): string {
  if (value === null || value === "") return t("registry-value-none");
  for (const list of LIST_OF_FIELD[field] ?? []) {
    const found = word(list, value);
    if (found !== value) return found;
  }
  if (isDateField(field)) return date(value);
  if (field === "phone_removed" || field === "document_removed")
    return t(value === "false" ? "registry-value-no" : "registry-value-yes");
  return known?.(value) ?? value;
}

export function act(useCase: string, args: Args): string {
  const verb = keyed(useCase.split(".").at(-1) ?? useCase);
  const own = `registry-act-${useCase.replace(/[._]/g, "-")}`;
  const key = has(own) ? own : `registry-act-${verb}`;
  return has(key) ? t(key, args) : t("registry-act-other", { ...args, act: useCase });
}

/** The sentence of a failure: what happened and what to do next. */
export function sentence(failure: Failure): string {
  const args: Args = { ...failure.detail };
  if (failure.detail.field) args.field = fieldName(failure.detail.field.split(".").at(-1) ?? failure.detail.field);
  if (failure.detail.right) args.right = rightName(failure.detail.right);
  for (const name of ["role", "one", "other"]) if (failure.detail[name]) args[name] = role(failure.detail[name]);
  const waiting = `${failure.code}-wait`;
  if (failure.detail.wait_seconds && has(waiting)) return t(waiting, args);
  if (has(failure.code)) return t(failure.code, args);
  const general = {
    refused: "shell-refused",
    denied: "shell-denied",
    missing: "shell-missing",
    fault: "shell-fault",
  }[failure.kind];
  return `${t(general, { incident: failure.detail.incident ?? "-" })} (${failure.code})`;
}

export function role(code: string): string {
  const key = `user-role-${keyed(code)}`;
  return has(key) ? t(key) : code;
}

/** A role by the name its makers gave it, in this language, in English, or by its code; the standard ones by ours. */
export function roleName(code: string, names: Record<string, string>): string {
  return names[language.tag] ?? names[language.tag.split("-")[0] ?? ""] ?? names.en ?? role(code);
}

/** What a right lets somebody do. */
export function rightName(right: string): string {
  const key = `shell-right-${keyed(right).replaceAll(".", "-")}`;
  return has(key) ? t(key) : right;
}

/** The part of the work that a right belongs to: its first word. */
export function rightGroup(right: string): string {
  const area = right.split(".")[0] ?? right;
  const key = `shell-nav-${keyed(area)}`;
  return has(key) ? t(key) : area;
}

/** Several words in one line: "a, b and c". */
export function listed(words: string[]): string {
  return new Intl.ListFormat(language.tag, { type: "conjunction" }).format(words);
}
