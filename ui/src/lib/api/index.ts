// The one typed door to the use-cases. After a call that writes, everybody who listens is told, so that no screen
// has to guess when to read again; after a call that finds the session over, the door is shown again.
import { CallFailure, asFailure, shell } from "$lib/shell";
import type { UseCases } from "./generated";

export type Name = keyof UseCases;
export type Input<N extends Name> = UseCases[N]["input"];
export type Output<N extends Name> = UseCases[N]["output"];
export type * from "./generated";

const READS = new Set<Name>([
  "device.state",
  "device.lease",
  "sync.lights",
  "sync.list",
  "sync.list_sticks",
  "sync.list_carried",
  "sync.list_nearby",
  "sync.answer_stick",
  "today.overview",
  "area.list",
  "vocabulary.list",
  "registry.search",
  "registry.open_household",
  "registry.open_person",
  "registry.timeline",
  "registry.reveal",
  "audit.search",
  "audit.export",
  "audit.subject_file",
  "oversight.overview",
  "oversight.officer",
  "oversight.list_samples",
  "privacy.list_rulings",
  "privacy.list_rules",
  "privacy.list_due",
  "registry.list_moves",
  "draft.keep",
  "draft.list",
  "draft.open",
  "import.inspect",
  "import.open",
  "import.list",
  "conflict.list",
  "duplicate.list",
  "device.list",
  "user.list",
  "role.list",
  "user.second_factor",
  "user.begin_second_factor",
  "user.list_answers",
  "user.list_newcomers",
  "user.challenge_newcomer",
  "user.challenge",
  "user.read_challenge",
]);

type Listener = (name: Name) => void;
const written = new Set<Listener>();
const ended = new Set<() => void>();

/** Calls back after each successful writing call; answers with the way to stop. */
export function onWritten(listener: Listener): () => void {
  written.add(listener);
  return () => written.delete(listener);
}

export function onSessionEnded(listener: () => void): void {
  ended.add(listener);
}

export async function call<N extends Name>(name: N, input: Input<N>): Promise<Output<N>> {
  try {
    const output = (await shell.call(name, input)) as Output<N>;
    if (!READS.has(name)) written.forEach((listener) => listener(name));
    return output;
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.code === "access-refused-session-ended" || failure.code === "access-refused-laptop-ended") ended.forEach((listener) => listener());
    throw new CallFailure(failure);
  }
}

export function upload(chosen: File): Promise<{ file_id: string }> {
  return shell.file(chosen);
}
