// Dates as typed become dates of the registry only when they exist; nothing else is guessed.
import { describe, expect, it } from "vitest";
import { birthText, dateText, emptyBirth, readBirth, readDate } from "./dates";

const today = "2026-11-22";
const typed = (day: string, month: string, year: string) => ({ ...emptyBirth(), day, month, year });

describe("a whole date", () => {
  it("is read from its three parts", () => {
    expect(readDate({ day: "3", month: "2", year: "2024" })).toEqual({ ok: true, value: "2024-02-03" });
  });
  it("is read from eastern digits too", () => {
    expect(readDate({ day: "٣", month: "٢", year: "٢٠٢٤" })).toEqual({ ok: true, value: "2024-02-03" });
  });
  it("must exist", () => {
    expect(readDate({ day: "30", month: "2", year: "2024" }).ok).toBe(false);
    expect(readDate({ day: "29", month: "2", year: "2024" }).ok).toBe(true);
    expect(readDate({ day: "29", month: "2", year: "2023" }).ok).toBe(false);
  });
  it("needs a year of four digits", () => {
    expect(readDate({ day: "1", month: "1", year: "24" }).ok).toBe(false);
  });
  it("is nothing when nothing is typed", () => {
    expect(readDate({ day: " ", month: "", year: "" })).toEqual({ ok: true, value: null });
  });
  it("comes back as it was", () => {
    expect(readDate(dateText("1999-12-31"))).toEqual({ ok: true, value: "1999-12-31" });
  });
});

describe("a birth date", () => {
  it("is as precise as what is known", () => {
    expect(readBirth(typed("4", "5", "1990"), today)).toEqual({ ok: true, value: { on: "1990-05-04", precision: "day" } });
    expect(readBirth(typed("", "5", "1990"), today)).toEqual({ ok: true, value: { on: "1990-05-01", precision: "month" } });
    expect(readBirth(typed("", "", "1990"), today)).toEqual({ ok: true, value: { on: "1990-01-01", precision: "year" } });
  });
  it("may be only an age", () => {
    expect(readBirth({ ...emptyBirth(), age: "36" }, today)).toEqual({
      ok: true,
      value: { on: "1990-01-01", precision: "estimated" },
    });
  });
  it("is refused when a day stands without its month", () => {
    expect(readBirth(typed("4", "", "1990"), today).ok).toBe(false);
  });
  it("is shown with only what is known", () => {
    expect(birthText({ on: "1990-01-01", precision: "estimated" })).toMatchObject({
      day: "",
      month: "",
      year: "1990",
      is_estimated: true,
    });
  });
});
