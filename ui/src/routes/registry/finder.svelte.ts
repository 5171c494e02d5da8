// Search as it is typed: asks after a short pause, forgets answers that come too late, pages by 50, and keeps which
// hit the arrows stand on. One for the box at the top of every screen, others where a person or household is chosen.
import { call, type Failure, type SearchHit } from "$lib/api";
import { asFailure } from "$lib/shell";
import { onLeaving } from "$lib/shell/leaving";

const PAUSE_MS = 140;
export const LEAST_LETTERS = 3;

export class Finder {
  text = $state("");
  areaId = $state<string | null>(null);
  hits = $state.raw<SearchHit[]>([]);
  hasMore = $state(false);
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  active = $state(-1);
  /** The text that the hits answer. */
  answered = $state("");
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  get isShort(): boolean {
    return this.text.trim().length < LEAST_LETTERS;
  }
  get isAnswered(): boolean {
    return !this.isShort && this.answered === this.text.trim();
  }

  type(text: string): void {
    this.text = text;
    this.active = -1;
    clearTimeout(this.#timer);
    if (this.isShort) {
      this.#turn += 1;
      this.hits = [];
      this.hasMore = false;
      this.busy = false;
      this.answered = "";
      this.failure = null;
      return;
    }
    this.busy = true;
    this.#timer = setTimeout(() => void this.#ask(0), PAUSE_MS);
  }

  /** Asks again at once (after a write, or another area). */
  again(): void {
    if (!this.isShort) void this.#ask(0);
  }

  more(): void {
    void this.#ask(this.hits.length);
  }

  async #ask(offset: number): Promise<void> {
    const turn = ++this.#turn;
    const text = this.text.trim();
    this.busy = true;
    try {
      const found = await call("registry.search", { text, area_id: this.areaId, offset });
      if (turn !== this.#turn) return;
      // The arrows stay on the same person: another answer must not change whom Enter opens.
      const standing = this.hits[this.active]?.person_id;
      if (offset === 0) this.active = standing ? found.hits.findIndex((hit) => hit.person_id === standing) : -1;
      this.hits = offset === 0 ? found.hits : [...this.hits, ...found.hits];
      this.hasMore = found.has_more;
      this.answered = text;
      this.failure = null;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.failure = asFailure(thrown);
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }

  /** Arrows move; answers the hit chosen by Enter, if any. */
  key(event: KeyboardEvent): SearchHit | null {
    if (event.isComposing || this.hits.length === 0) return null;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = this.active + step;
      this.active = next < -1 ? this.hits.length - 1 : next >= this.hits.length ? -1 : next;
      return null;
    }
    if (event.key === "Enter") {
      const hit = this.hits[this.active] ?? (this.hits.length === 1 && this.isAnswered ? this.hits[0] : undefined);
      if (hit) event.preventDefault();
      return hit ?? null;
    }
    return null;
  }
}

/** The search box at the top of every screen. */
export const finder = new Finder();
onLeaving(() => finder.type(""));
