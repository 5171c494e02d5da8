// A member as typed, and as sent. Text stays text until it is sent; an unreadable date is an error beside its field.
import type { IdentityDocumentInput, MemberInput, PersonFields, PersonOutput } from "$lib/api";
import { t } from "$lib/format/language.svelte";
import { birthText, emptyBirth, emptyDate, readBirth, readDate, type BirthText, type DateText } from "./dates";

export interface DocumentText {
  document_type: string;
  number: string;
  issuer: string;
  valid_until: DateText;
}
export interface PersonText {
  given_name: string;
  family_name: string;
  other_names: string;
  full_name: string;
  name_other_script: string;
  /** The parts of the name are not known: one full name instead. */
  is_whole_name: boolean;
  sex: string;
  birth: BirthText;
  civil_status: string;
  education: string;
  disability: string;
  occupation: string;
}
export interface MemberText extends PersonText {
  role: string;
  phones: string[];
  documents: DocumentText[];
}

export type Errors = Record<string, string>;
const orNull = (text: string): string | null => text.trim() || null;

export const emptyDocument = (): DocumentText => ({
  document_type: "",
  number: "",
  issuer: "",
  valid_until: emptyDate(),
});

export const emptyPerson = (): PersonText => ({
  given_name: "",
  family_name: "",
  other_names: "",
  full_name: "",
  name_other_script: "",
  is_whole_name: false,
  sex: "",
  birth: emptyBirth(),
  civil_status: "",
  education: "",
  disability: "",
  occupation: "",
});

export const emptyMember = (role = ""): MemberText => ({ ...emptyPerson(), role, phones: [""], documents: [] });

export function personText(person: PersonOutput): PersonText {
  const hasParts = Boolean(person.given_name || person.family_name || person.other_names);
  return {
    given_name: person.given_name ?? "",
    family_name: person.family_name ?? "",
    other_names: person.other_names ?? "",
    full_name: person.recorded_full_name ?? "",
    name_other_script: person.name_other_script ?? "",
    is_whole_name: person.recorded_full_name !== null || !hasParts,
    sex: person.sex ?? "",
    birth: birthText(person.birth),
    civil_status: person.civil_status ?? "",
    education: person.education ?? "",
    disability: person.disability ?? "",
    occupation: person.occupation ?? "",
  };
}

export function nameOf(person: PersonText): string {
  if (person.is_whole_name) return person.full_name.trim();
  return [person.given_name, person.other_names, person.family_name].map((part) => part.trim()).filter(Boolean).join(" ");
}

function readPerson(text: PersonText, today: string, prefix: string, errors: Errors) {
  const birth = readBirth(text.birth, today);
  if (!birth.ok) errors[`${prefix}birth`] = t("registry-form-birth-unreadable");
  if (!nameOf(text)) {
    errors[`${prefix}${text.is_whole_name ? "full_name" : "given_name"}`] = t("registry-refused-no-name");
  }
  const parts = text.is_whole_name
    ? { given_name: null, family_name: null, other_names: null, full_name: orNull(text.full_name) }
    : {
        given_name: orNull(text.given_name),
        family_name: orNull(text.family_name),
        other_names: orNull(text.other_names),
        full_name: null,
      };
  return {
    ...parts,
    name_other_script: orNull(text.name_other_script),
    sex: orNull(text.sex),
    birth: birth.ok ? birth.value : null,
    civil_status: orNull(text.civil_status),
    education: orNull(text.education),
    disability: orNull(text.disability),
    occupation: orNull(text.occupation),
  };
}

export function readDocument(text: DocumentText, prefix: string, errors: Errors): IdentityDocumentInput {
  const valid = readDate(text.valid_until);
  if (!valid.ok) errors[`${prefix}valid_until`] = t("registry-form-date-unreadable");
  if (!text.document_type) errors[`${prefix}document_type`] = t("registry-form-choose");
  if (!text.number.trim()) errors[`${prefix}number`] = t("registry-form-number-needed");
  return {
    document_type: text.document_type,
    number: text.number.trim(),
    issuer: orNull(text.issuer),
    valid_until: valid.ok ? valid.value : null,
  };
}

export function readMember(text: MemberText, today: string, prefix: string, errors: Errors): MemberInput {
  if (!text.role) errors[`${prefix}role`] = t("registry-form-choose");
  return {
    ...readPerson(text, today, prefix, errors),
    role: text.role,
    phones: text.phones.map((phone) => phone.trim()).filter(Boolean),
    identity_documents: text.documents
      .filter((document) => document.document_type || document.number.trim())
      .map((document, index) => readDocument(document, `${prefix}identity_documents.${index}.`, errors)),
  };
}

/** Only what differs from what is stored: an untouched field is absent, an emptied one is null. */
export function changedFields(text: PersonText, person: PersonOutput, today: string, errors: Errors): PersonFields {
  const now = readPerson(text, today, "fields.", errors);
  const before = readPerson(personText(person), today, "", {});
  const changed: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(now)) {
    const was = before[field as keyof typeof before];
    if (JSON.stringify(value) !== JSON.stringify(was)) changed[field] = value;
  }
  return changed as PersonFields;
}
