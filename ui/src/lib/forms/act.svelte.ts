// One act of a form: busy while it runs, its failure beside the field it names, nothing else changed when it fails.
import type { Failure } from "$lib/api";
import { sentence } from "$lib/format/words";
import { asFailure } from "$lib/shell";

/** Field names are compared without brackets: `members[1].role` and `members.1.role` are one. */
const plain = (field: string): string => field.replaceAll("[", ".").replaceAll("]", "");

export class Act {
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** Errors found before anything was sent, by field. */
  found = $state<Record<string, string>>({});

  /** Runs once at a time; answers null when it failed (the failure is then here). */
  async run<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.busy) return null;
    this.busy = true;
    this.failure = null;
    try {
      return await work();
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return null;
    } finally {
      this.busy = false;
    }
  }

  /** Takes errors by field; answers whether there are none. */
  check(errors: Record<string, string | null | false | undefined>): boolean {
    this.failure = null;
    const kept = Object.entries(errors).filter((entry): entry is [string, string] => Boolean(entry[1]));
    this.found = Object.fromEntries(kept);
    return kept.length === 0;
  }

  get field(): string | null {
    const named = this.failure?.detail.field;
    return named ? plain(named) : null;
  }

  /** The error to show beside a field: found here, or named by the refusal. */
  at(field: string): string | null {
    if (this.found[field]) return this.found[field];
    if (this.failure && this.field === field) return sentence(this.failure);
    return null;
  }

  /** The failure to show for the whole form, when no field shown here takes it. */
  whole(fields: string[] = []): Failure | null {
    if (!this.failure) return null;
    return this.field && fields.includes(this.field) ? null : this.failure;
  }

  clear(): void {
    this.failure = null;
    this.found = {};
  }
}
