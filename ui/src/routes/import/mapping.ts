// Which facts a file may bring, in the order in which they are asked, and how a chosen column becomes part of the
// mapping that the program reads. A target has at most one column.
import type { ImportInspectOutput, ImportMapping, ImportSheet } from "$lib/api";

export const HOUSEHOLD_TARGETS = [
  "household.external_id",
  "household.area_code",
  "household.address",
  "household.registered_on",
  "household.dwelling",
  "household.water_source",
  "household.size",
];
export const PERSON_TARGETS = [
  "person.household_external_id",
  "person.external_id",
  "person.full_name",
  "person.given_name",
  "person.other_names",
  "person.family_name",
  "person.role",
  "person.sex",
  "person.birth_on",
  "person.birth_is_estimated",
  "person.civil_status",
  "person.phone",
  "person.phone_alternative",
  "person.disability",
  "person.education",
  "person.occupation",
  "person.address",
];

export const documentTargets = (types: string[]): string[] => types.map((type) => `person.document.${type}`);

export function sheetOf(found: ImportInspectOutput, name: string | null): ImportSheet | undefined {
  return found.sheets.find((sheet) => sheet.name === name);
}

export function samplesOf(sheet: ImportSheet | undefined, column: string | undefined): string[] {
  return sheet?.columns.find((one) => one.column === column)?.samples.slice(0, 3) ?? [];
}

/** Columns of a sheet that nothing takes. */
export function unused(sheet: ImportSheet | undefined, taken: Record<string, string>): string[] {
  const used = new Set(Object.values(taken));
  return sheet?.columns.map((one) => one.column).filter((column) => !used.has(column)) ?? [];
}

/** Only the targets with a column, as plain values. */
export function sent(mapping: ImportMapping): ImportMapping {
  const chosen = (columns: Record<string, string>) =>
    Object.fromEntries(Object.entries(columns).filter(([, column]) => column));
  return {
    ...mapping,
    source: mapping.source.trim(),
    household_sheet: mapping.layout === "household_workbook" ? mapping.household_sheet : null,
    household_columns: chosen(mapping.household_columns),
    person_columns: chosen(mapping.person_columns),
  };
}
