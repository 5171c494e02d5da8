// The one typed door to the use-cases. After a call that writes, everybody who listens is told, so that no screen
// has to guess when to read again; after a call that finds the session over, the door is shown again.
import { CallFailure, asFailure, shell } from "$lib/shell";
import { CHANGES, type UseCases } from "./generated";

export type Name = keyof UseCases;
export type Input<N extends Name> = UseCases[N]["input"];
export type Output<N extends Name> = UseCases[N]["output"];
export type * from "./generated";

/** Acts that the shell answers itself and that change what screens show. */
const ACTS_OF_SHELL = new Set<Name>([
  "device.join",
  "device.rescue",
  "access.unlock",
  "access.extend",
  "access.confirm",
  "access.lock",
  "user.reset_passphrase",
  "sync.run",
  "sync.write_stick",
  "sync.read_folder",
  "sync.open_nearby",
  "sync.close_nearby",
  "sync.run_nearby",
]);

/** What only looks is told by the list of use-cases. Who looked is put on record and changes no screen; what is being typed
 *  is kept at every keystroke. */
function isWrite(name: Name): boolean {
  if (name === "draft.keep") return false;
  return ACTS_OF_SHELL.has(name) || CHANGES[name].some((topic) => topic !== "audit");
}

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
    if (isWrite(name)) written.forEach((listener) => listener(name));
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
