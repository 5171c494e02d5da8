// One exchange with the hub at a time, wherever it was asked for; its result stays readable until the next.
import { call, type Failure, type SyncRunOutput } from "$lib/api";
import { t } from "$lib/format/language.svelte";
import { sentence } from "$lib/format/words";
import { session } from "./session.svelte";
import { asFailure } from "./shell";
import { notices } from "./toasts.svelte";

/** So often a running exchange is asked how far it is. */
const WATCHED_EVERY_MS = 1_000;

let isRunning = $state(false);
let result = $state.raw<SyncRunOutput | null>(null);
let failure = $state.raw<Failure | null>(null);

export const syncing = {
  get isRunning() {
    return isRunning;
  },
  get result() {
    return result;
  },
  get failure() {
    return failure;
  },
  async run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    failure = null;
    const watch = setInterval(() => void session.readLights(false), WATCHED_EVERY_MS);
    try {
      result = await call("sync.run", {});
      notices.say(t("sync-done", { sent: result.commits_sent, received: result.commits_received }));
    } catch (thrown) {
      failure = asFailure(thrown);
      notices.say(sentence(failure), null, "bad");
    } finally {
      clearInterval(watch);
      isRunning = false;
      void session.readLights();
    }
  },
};
