// Chooses the transport once, at the start.
import { httpShell, takeToken } from "./http";
import type { Shell } from "./shell";
import { tauriShell } from "./tauri";

function chosen(): Shell {
  if ("__TAURI_INTERNALS__" in window) return tauriShell;
  takeToken();
  return httpShell;
}

export const shell: Shell = chosen();
export { CallFailure, asFailure } from "./shell";
