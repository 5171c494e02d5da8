// What the interface asks of whatever carries it: one call, one way to hand over a file.
// The desktop window and the browser answer alike; nothing outside this folder knows which it is.
import type { Failure } from "$lib/api/generated";

export interface Shell {
  readonly kind: "tauri" | "http";
  /** Answers with the output; throws CallFailure for every one of the four failures. */
  call(useCase: string, input: unknown): Promise<unknown>;
  /** Hands a chosen file to the shell, which keeps it and answers with its id. */
  file(chosen: File): Promise<{ file_id: string }>;
}

export class CallFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.name = "CallFailure";
    this.failure = failure;
  }
}

export const unreachable = (): CallFailure =>
  new CallFailure({ kind: "fault", code: "shell-fault-unreachable", detail: {} });

function isFailure(value: unknown): value is Failure {
  return typeof value === "object" && value !== null && "kind" in value && "code" in value;
}

/** Reads `{output}` or `{failure}`; anything else is a fault of ours. */
export function opened(envelope: unknown): unknown {
  if (typeof envelope === "object" && envelope !== null) {
    if ("failure" in envelope && isFailure(envelope.failure)) throw new CallFailure(envelope.failure);
    if ("output" in envelope) return envelope.output;
  }
  throw new CallFailure({ kind: "fault", code: "shell-fault", detail: { incident: "-" } });
}

/** A thrown value as a failure a person can read. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof CallFailure) return thrown.failure;
  if (isFailure(thrown)) return { ...thrown, detail: thrown.detail ?? {} };
  return { kind: "fault", code: "shell-fault", detail: { incident: "-" } };
}
