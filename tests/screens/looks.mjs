// Looks at a screen the way a careful reader does: nothing axe calls serious or critical, no sideways scrolling, no
// sentence missing; and keeps a picture in $PAMOJA_SCREENSHOTS (otherwise in a temporary folder) for people to look at.
import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = process.env.PAMOJA_SCREENSHOTS ?? mkdtempSync(join(tmpdir(), "pamoja-pictures-"));

/** Where a picture of this name is kept. */
export function pictureFile(name) {
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name.replaceAll(/[^\p{L}\p{N}]+/gu, "-")}.png`);
}

/** Keeps a picture. */
export async function picture(page, name) {
  await page.screenshot({ path: pictureFile(name), animations: "disabled" });
}

/** Everything that is wrong with how the screen looks now, as lines for people. */
export async function flaws(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  return page.evaluate(async () => {
    // What fades in would be measured half-faded.
    await Promise.all(document.getAnimations().map((one) => (one.effect?.getComputedTiming().iterations === Infinity ? null : one.finished.catch(() => null))));
    const found = [];
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    for (const { id, impact, nodes } of violations) {
      if (impact !== "serious" && impact !== "critical") continue;
      for (const node of nodes) found.push(`axe: ${impact} ${id} at ${node.target.join(" ")}: ${node.failureSummary}`);
    }
    const isFrame = (one) => one === document.documentElement || ["MAIN", "NAV", "HEADER", "DIALOG"].includes(one.tagName) || one.getAttribute("role") === "dialog";
    for (const one of [document.documentElement, ...document.querySelectorAll("*")]) {
      const over = one.scrollWidth - one.clientWidth;
      const mayScroll = isFrame(one) || ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
      if (over > 1 && one.clientWidth > 0 && mayScroll && !["INPUT", "TEXTAREA"].includes(one.tagName)) {
        found.push(`scrolls sideways by ${over}: ${one.tagName.toLowerCase()}.${one.className}`);
      }
    }
    const areas = "access|area|conflict|device|draft|duplicate|import|oversight|partner|privacy|registry|shell|sync|today|user|vocabulary";
    const key = new RegExp(`\\b(?:${areas})-[a-z]+(?:-[a-z0-9]+)*\\b|\\{ ?\\$`, "g");
    for (const missing of new Set(document.body.innerText.match(key) ?? [])) found.push(`a sentence is missing: ${missing}`);
    return found;
  });
}
