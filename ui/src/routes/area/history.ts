// What a statement about an area changed, as two values of which one gave way to the other.
import type { AreaStatement } from "$lib/api";

export interface Step {
  statement: AreaStatement;
  /** What it was; none where nothing was, or nothing of it changed that is told. */
  before: string | null;
  after: string | null;
}

const named = (names: Record<string, string>): string =>
  Object.entries(names)
    .map(([tag, name]) => `${tag}: ${name}`)
    .join(" · ");

/** Statements, latest first, each beside what it changed. */
export function steps(history: AreaStatement[], placeName: (id: string | null, told: string | null) => string | null): Step[] {
  return history.map((statement, index) => {
    const former = history[index + 1];
    const place = (one: AreaStatement | undefined): string | null =>
      one ? placeName(one.parent_id, one.parent) : null;
    switch (statement.happening) {
      case "added":
        return { statement, before: null, after: named(statement.names) || statement.code };
      case "translated":
        return { statement, before: former ? named(former.names) : null, after: named(statement.names) };
      case "recoded":
        return { statement, before: former?.code ?? null, after: statement.code };
      case "placed":
      case "merged":
      case "unmerged":
        return { statement, before: place(former), after: place(statement) };
    }
  });
}
