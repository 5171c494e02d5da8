// The form of a list: order, what is offered, own labels.
import { expect, test } from "vitest";
import { labels, lines, moved, offered } from "./order";

const all = lines(
  ["a", "b", "c"].map((code) => ({ code, is_offered: code !== "c", is_needed: code === "a", labels: {} })),
);

test("a line is moved one step, and nowhere past the ends", () => {
  expect(moved(all, 0, 1).map((line) => line.code)).toEqual(["b", "a", "c"]);
  expect(moved(all, 0, -1)).toBe(all);
  expect(moved(all, 2, 1)).toBe(all);
});

test("what is offered keeps its order, and empty labels are none", () => {
  expect(offered(moved(all, 0, 1))).toEqual(["b", "a"]);
  const named = all.map((line) => ({ ...line, labels: { en: line.code === "a" ? "Own" : " ", fr: "" } }));
  expect(labels(named)).toEqual({ a: { en: "Own" } });
});
