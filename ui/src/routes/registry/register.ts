// What the register wizard keeps: everything as typed, in one plain value that can be put away as a draft and taken up
// again on any step, today or after a power cut.
import type { RegisterInput } from "$lib/api";
import { dateText, readDate, type DateText } from "$lib/forms/dates";
import { emptyMember, nameOf, readMember, type Errors, type MemberText } from "$lib/forms/member";
import { t } from "$lib/format/language.svelte";

export const STEPS = ["search", "household", "members", "consent", "review"] as const;
export type Step = (typeof STEPS)[number];

export interface Registration {
  form: 1;
  step: Step;
  sought: string;
  area_id: string;
  address: string;
  dwelling: string;
  water_source: string;
  registered_on: DateText;
  members: MemberText[];
  consent: "given" | "refused" | "later";
  manner: string;
}

export const freshRegistration = (today: string): Registration => ({
  form: 1,
  step: "search",
  sought: "",
  area_id: "",
  address: "",
  dwelling: "",
  water_source: "",
  registered_on: dateText(today),
  members: [emptyMember("head")],
  consent: "given",
  manner: "verbal",
});

export function isRegistration(body: unknown): body is Registration {
  return typeof body === "object" && body !== null && "form" in body && body.form === 1;
}

export function titleOf(registration: Registration): string {
  const head = registration.members.find((member) => member.role === "head") ?? registration.members[0];
  return (head && nameOf(head)) || registration.address.trim() || registration.sought.trim();
}

/** Whether anything was typed at all: an untouched form is not kept. */
export function isTouched(registration: Registration, today: string): boolean {
  const untouched = { ...freshRegistration(today), step: registration.step };
  return JSON.stringify(untouched) !== JSON.stringify(registration);
}

export function stepOfField(field: string): Step {
  if (field.startsWith("members")) return "members";
  if (field.startsWith("consent")) return "consent";
  return "household";
}

export function householdErrors(registration: Registration): Errors {
  const errors: Errors = {};
  if (!registration.area_id) errors.area_id = t("registry-form-area-needed");
  const registered = readDate(registration.registered_on);
  if (!registered.ok || !registered.value) errors.registered_on = t("registry-form-date-unreadable");
  return errors;
}

export function readRegistration(
  registration: Registration,
  today: string,
  draftId: string | null,
): { input: RegisterInput; errors: Errors } {
  const errors = householdErrors(registration);
  const registered = readDate(registration.registered_on);
  const members = registration.members.map((member, index) => readMember(member, today, `members.${index}.`, errors));
  const consent =
    registration.consent === "later"
      ? null
      : { purpose: "registration", is_given: registration.consent === "given", manner: registration.manner };
  const input: RegisterInput = {
    area_id: registration.area_id,
    address: registration.address.trim() || null,
    dwelling: registration.dwelling || null,
    water_source: registration.water_source || null,
    registered_on: registered.ok && registered.value ? registered.value : today,
    members,
    consent,
    draft_id: draftId,
  };
  return { input, errors };
}
