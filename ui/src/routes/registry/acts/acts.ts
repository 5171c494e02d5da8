// The acts that can be done on a household's page, each with the dialog that asks for what it needs. The page holds at
// most one open act; rights and the state of the household decide which are offered.
import type { HouseholdOutput, MemberOutput } from "$lib/api";

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
  | "move";

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

export const alive = (household: HouseholdOutput): MemberOutput[] =>
  household.members.filter((member) => !member.person.died_on);
