// A story is a list of steps that build on each other: when one fails, the others are passed over, and pictures of every
// open window show where it stood.
import { it } from "node:test";
import { picture } from "./looks.mjs";

/** Returns `step(sentence, act)`; `windows()` gives the pages to take pictures of when a step fails. */
export function story(windows) {
  let isBroken = false;
  return (sentence, act) =>
    it(sentence, { timeout: 300_000 }, async (context) => {
      if (isBroken) return context.skip("an earlier step failed");
      try {
        await act(context);
      } catch (error) {
        isBroken = true;
        for (const [name, page] of Object.entries(windows())) await picture(page, `failed ${name}`).catch(() => null);
        throw error;
      }
    });
}
