// The acts that can be done on a household's page, each with the dialog that asks for what it needs. The page holds at
// most one open act; rights and the state of the household decide which are offered.
import type { HouseholdOutput, MemberOutput } from "$lib/api";
import { session } from "$lib/shell/session.svelte";

export type ActName =
  | "person"
  | "change_person"
  | "change_household"
  | "add_member"
  | "remove_member"
  | "transfer"
  | "change_head"
  | "split"
  | "dissolve"
  | "death"
  | "phones"
  | "documents"
  | "consent"
  | "move"
  | "erase"
  | "erase_person";

export interface OpenAct {
  name: ActName;
  person: MemberOutput | null;
}

export interface ActProps {
  household: HouseholdOutput;
  onclose: () => void;
}
export interface PersonActProps extends ActProps {
  member: MemberOutput;
}

/** Members for whom something can still be done. */
export const alive = (household: HouseholdOutput): MemberOutput[] =>
  household.members.filter((member) => !member.person.died_on && !member.person.erased_at);

/** Whether somebody erases files here: at the hub alone. */
export const erases = (): boolean => session.isHub && session.may("privacy.erase");

/** Whether files of this household may be erased from here; a dissolved one's, too. */
export const mayErase = (household: HouseholdOutput): boolean =>
  erases() && household.may_change && !household.erased_at;
