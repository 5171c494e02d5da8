// Why sensitive values are opened: asked the same way everywhere.
import { t } from "$lib/format/language.svelte";
import type { Errors } from "./member";

export interface Why {
  purpose: string;
  reason: string;
}

export const emptyWhy = (): Why => ({ purpose: "", reason: "" });

/** Fewest letters or digits of a reason; the use-case has the last word. */
const REASON_LEAST = 5;

export function whyErrors(why: Why): Errors {
  const errors: Errors = {};
  if (!why.purpose) errors.purpose = t("registry-form-choose");
  if ((why.reason.match(/[\p{L}\p{N}]/gu) ?? []).length < REASON_LEAST)
    errors.reason = t("audit-refused-reason-needed", { least: REASON_LEAST });
  return errors;
}
