// A charge that is edited comes out as it was meant, and never wider.
import { describe, expect, it } from "vitest";
import { chargeInput, chargeText, isWhole, newCharge, wrongParts } from "./charges";

describe("a charge while it is edited", () => {
  it("is not whole without a place, and never means everywhere by that", () => {
    const charge = newCharge("officer");
    expect(wrongParts(charge)).toEqual({ areas: true, from: false, until: false });
    charge.where = "everywhere";
    expect(isWhole(charge)).toBe(true);
  });

  it("forgets the areas when it is to count everywhere", () => {
    const charge = { ...newCharge("auditor"), areas: ["a"], where: "everywhere" as const };
    expect(chargeInput(charge)).toMatchObject({ is_everywhere: true, area_ids: [] });
  });

  it("comes back as it was held", () => {
    const held = { role: "officer", is_everywhere: false, area_ids: ["a"], valid_from: "2026-01-01", valid_until: null };
    const text = chargeText({ ...held, areas: ["Mvita"], is_live: true });
    expect(chargeInput(text)).toEqual(held);
  });

  it("does not take a day there is not", () => {
    const charge = { ...newCharge("officer"), areas: ["a"], until: { day: "31", month: "2", year: "2027" } };
    expect(wrongParts(charge).until).toBe(true);
  });
});
