// The browser: the hub's console and the laptop's twin on loopback. The twin is opened with a token behind the #,
// which is kept for this tab only and taken out of the address at once; the hub knows its visitor by a cookie that
// scripts cannot read, so every request also carries a header that a foreign page cannot set.
import { CallFailure, opened, unreachable, type Shell } from "./shell";

const KEPT = "pamoja.token";

export function takeToken(): void {
  const found = /(?:^#|&)token=([^&]+)/.exec(location.hash);
  if (!found?.[1]) return;
  sessionStorage.setItem(KEPT, decodeURIComponent(found[1]));
  history.replaceState(null, "", location.pathname + location.search + "#/");
}

function headers(more: Record<string, string>): Record<string, string> {
  const token = sessionStorage.getItem(KEPT);
  const bearer: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  return { "x-pamoja": "1", ...bearer, ...more };
}

async function posted(address: string, kind: string, body: BodyInit): Promise<unknown> {
  let reply: Response;
  try {
    reply = await fetch(address, {
      method: "POST",
      headers: headers({ "content-type": kind }),
      body,
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch {
    throw unreachable();
  }
  let envelope: unknown;
  try {
    envelope = await reply.json();
  } catch {
    if (reply.status === 413)
      throw new CallFailure({ kind: "refused", code: "import-refused-too-large", detail: { limit: "" } });
    throw unreachable();
  }
  return opened(envelope);
}

export const httpShell: Shell = {
  kind: "http",
  call: (useCase, input) => posted(`/call/${useCase}`, "application/json", JSON.stringify(input)),
  file: async (chosen) =>
    (await posted(`/file?name=${encodeURIComponent(chosen.name)}`, "application/octet-stream", chosen)) as {
      file_id: string;
    },
};
