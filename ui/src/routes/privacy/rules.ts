// Rules of retention in words.
import { t } from "$lib/format/language.svelte";

export const ruleName = (kind: string): string => t(`privacy-rule-${kind.replaceAll("_", "-")}`);

/** How long; none is for ever. */
export const kept = (months: number | null): string =>
  months === null ? t("privacy-rule-for-ever") : t("privacy-rule-months", { count: months });
