// Keeps what is being typed, at every keystroke: at most 150 ms after it, at once when a field is left, a step is
// taken, the window is hidden or the screen is left. One write at a time, always the newest, never an older one later.
import { call, type Failure } from "$lib/api";
import { asFailure } from "$lib/shell";
import { onLeaving } from "$lib/shell/leaving";

const AT_MOST_MS = 120;

export class DraftKeeper {
  draftId = $state<string | null>(null);
  keptAt = $state<number | null>(null);
  failure = $state.raw<Failure | null>(null);
  #kind: string;
  #newest: { title: string; body: unknown } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> | null = null;
  #isOver = false;
  #leave = () => void this.flush();
  #forgetLeaving: () => void;
  #hide = () => {
    if (document.hidden) void this.flush();
  };

  constructor(kind: string, draftId: string | null) {
    this.#kind = kind;
    this.draftId = draftId;
    document.addEventListener("visibilitychange", this.#hide);
    this.#forgetLeaving = onLeaving(() => this.flush());
    window.addEventListener("pagehide", this.#leave);
  }

  note(title: string, body: unknown): void {
    if (this.#isOver) return;
    this.#newest = { title, body };
    this.#timer ??= setTimeout(() => void this.flush(), AT_MOST_MS);
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#writing) await this.#writing;
    const newest = this.#newest;
    if (!newest || this.#isOver) return;
    this.#newest = null;
    this.#writing = this.#write(newest);
    await this.#writing;
    this.#writing = null;
    if (this.#newest) await this.flush();
  }

  async #write(newest: { title: string; body: unknown }): Promise<void> {
    try {
      const kept = await call("draft.keep", { draft_id: this.draftId, kind: this.#kind, ...newest });
      this.draftId = kept.draft_id;
      this.keptAt = kept.kept_at;
      this.failure = null;
    } catch (thrown) {
      this.failure = asFailure(thrown);
      this.#newest ??= newest; // tried again with the next keystroke
    }
  }

  /** The draft became a household, or was thrown away: nothing is written any more. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#hide);
    this.#forgetLeaving();
    window.removeEventListener("pagehide", this.#leave);
  }

  /** The screen is left: what is typed is written first. */
  async leave(): Promise<void> {
    await this.flush();
    this.end();
  }
}
