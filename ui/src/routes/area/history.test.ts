// What became of a place, told step by step.
import type { AreaStatement } from "$lib/api";
import { expect, test } from "vitest";
import { steps } from "./history";

const said = (happening: AreaStatement["happening"], rest: Partial<AreaStatement>): AreaStatement => ({
  happening,
  at: 1,
  by: "Fatuma",
  code: "A1",
  names: { en: "North" },
  parent_id: "p1",
  parent: "Region",
  ...rest,
});

test("each statement is told beside what it changed", () => {
  const history = [
    said("merged", { code: "A2", names: { en: "North", fr: "Nord" }, parent_id: "p2", parent: "South" }),
    said("recoded", { code: "A2", names: { en: "North", fr: "Nord" } }),
    said("translated", { names: { en: "North", fr: "Nord" } }),
    said("added", {}),
  ];
  const told = steps(history, (_, name) => name).map(({ before, after }) => [before, after]);
  expect(told).toEqual([
    ["Region", "South"],
    ["A1", "A2"],
    ["en: North", "en: North · fr: Nord"],
    [null, "en: North"],
  ]);
});
