// The desktop window: the same `call`, carried by the window's own bridge. A refused call is rejected with the failure
// itself; an answer may come bare or in the envelope the browser uses, and both are read.
import { invoke } from "@tauri-apps/api/core";
import { CallFailure, asFailure, opened, type Shell } from "./shell";

function unwrapped(answer: unknown): unknown {
  const isEnvelope =
    typeof answer === "object" &&
    answer !== null &&
    Object.keys(answer).length === 1 &&
    ("output" in answer || "failure" in answer);
  return isEnvelope ? opened(answer) : answer;
}

async function carried(command: string, ...rest: [Parameters<typeof invoke>[1], Parameters<typeof invoke>[2]?]) {
  let answer: unknown;
  try {
    answer = await invoke(command, ...rest);
  } catch (thrown) {
    throw new CallFailure(asFailure(thrown));
  }
  return unwrapped(answer);
}

export const tauriShell: Shell = {
  kind: "tauri",
  call: (useCase, input) => carried("call", { request: { use_case: useCase, input } }),
  async file(chosen) {
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    const headers = { name: encodeURIComponent(chosen.name) };
    return (await carried("file", bytes, { headers })) as { file_id: string };
  },
};
