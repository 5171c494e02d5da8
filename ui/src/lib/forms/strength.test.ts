// The hint about a passphrase rises with length and variety and never calls a short or repeated one good.
import { expect, it } from "vitest";
import { strength } from "./strength";

it("rises with what is added", () => {
  expect(strength("")).toBe(0);
  expect(strength("pamoja")).toBe(1);
  expect(strength("aaaaaaaaaaaaaaaaaaaaaaaa")).toBe(1);
  expect(strength("tumaini moja lamu pwani")).toBe(4);
});
