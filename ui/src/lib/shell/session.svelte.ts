// Who is here, on which machine, with which rights; and the few lists every screen needs (areas, coded lists, lights).
// When a session ends by itself the screens stay as they are behind the door, so that nothing typed is lost;
// when a person locks, everything is taken away.
import { call, onSessionEnded, onWritten } from "$lib/api";
import type { AreaOutput, DeviceStateOutput, Failure, LightsOutput, VocabularyCode } from "$lib/api";
import { inLanguage } from "$lib/format/area";
import { language } from "$lib/format/language.svelte";
import { own } from "$lib/format/own.svelte";
import { leave } from "./leaving";
import { asFailure } from "./shell";
import { forgetTyped } from "./typed.svelte";

const LIGHTS_EVERY_MS = 10_000;

let device = $state.raw<DeviceStateOutput | null>(null);
let failure = $state.raw<Failure | null>(null);
let knownAreas = $state.raw<AreaOutput[]>([]);
const areas = $derived(inLanguage(knownAreas, language.code));
let vocabulary = $state.raw<Record<string, VocabularyCode[]>>({});
/** What is offered to choose from. */
const lists = $derived(mapped(vocabulary, (codes) => codes.filter((one) => one.is_offered).map((one) => one.code)));
let lights = $state.raw<LightsOutput | null>(null);
let openConflicts = $state(0);
let openDuplicates = $state(0);
let openFor = $state<string | null>(null); // the user whose screens are kept mounted
let revision = $state(0);
let lightsTimer: ReturnType<typeof setInterval> | undefined;

export const session = {
  get device() {
    return device;
  },
  get failure() {
    return failure;
  },
  get user() {
    return device?.user ?? null;
  },
  get isOpen() {
    return device?.stage === "open";
  },
  get openFor() {
    return openFor;
  },
  get isHub() {
    return device?.place === "hub";
  },
  get today() {
    return device?.today ?? "";
  },
  get areas() {
    return areas;
  },
  get lists() {
    return lists;
  },
  /** Every coded list with all its codes, offered or not. */
  get vocabulary() {
    return vocabulary;
  },
  get lights() {
    return lights;
  },
  get openDuplicates() {
    return openDuplicates;
  },
  get openConflicts() {
    return openConflicts;
  },
  /** Counts successful writes; an effect that reads it reads again after each. */
  get revision() {
    return revision;
  },
  may(right: string): boolean {
    return device?.user?.rights.includes(right) ?? false;
  },
  area(id: string): AreaOutput | undefined {
    return areas.find((area) => area.area_id === id);
  },
  /** The name of a place in the language of the screen; `told` where the place is not known here. */
  placeName(id: string | null, told: string | null): string | null {
    return (id ? session.area(id)?.name : undefined) ?? told;
  },
  async start(): Promise<void> {
    try {
      await session.enter(await call("device.state", {}));
    } catch (thrown) {
      failure = asFailure(thrown);
    }
  },
  /** Takes over a state just answered by the shell (joined, unlocked, locked). */
  async enter(next: DeviceStateOutput): Promise<void> {
    failure = null;
    if (next.stage === "open" && next.user) {
      if (openFor !== next.user.user_id) {
        forgetTyped();
        lights = null;
      }
      await readLists();
      device = next;
      openFor = next.user.user_id;
      watchLights();
    } else {
      // Nothing that was shown may stay where a laptop was ended.
      if (next.stage === "unjoined") {
        openFor = null;
        forgetTyped();
      }
      device = next;
      clearInterval(lightsTimer);
    }
  },
  async lock(): Promise<void> {
    await leave();
    const next = await call("access.lock", {});
    openFor = null;
    forgetTyped();
    await session.enter(next);
  },
  readLists,
  readLights,
};

async function readLists(): Promise<void> {
  const [areaList, vocabularies] = await Promise.all([call("area.list", {}), call("vocabulary.list", {})]);
  knownAreas = areaList.areas;
  vocabulary = vocabularies.lists;
  const labels = (codes: VocabularyCode[]) => codes.map((one) => [one.code, one.labels] as const);
  own.take(mapped(vocabulary, (codes) => Object.fromEntries(labels(codes))));
}

function mapped<From, To>(all: Record<string, From>, make: (one: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(all).map(([name, one]) => [name, make(one)]));
}

/** Conflicts are counted when something may have brought new ones: a write, an exchange, the door. */
async function readLights(isFresh = true): Promise<void> {
  if (device?.stage !== "open" || document.hidden) return;
  try {
    const before = lights?.last_exchange_at;
    const next = await call("sync.lights", {});
    openDuplicates = next.open_duplicates;
    // The five lights are a laptop's.
    if (!session.isHub) lights = next;
    const mayHaveNew = isFresh || session.isHub || lights?.last_exchange_at !== before;
    if (mayHaveNew && session.may("registry.read"))
      openConflicts = (await call("conflict.list", { state: "open", offset: 0 })).open_count;
  } catch {
    // The lights keep their last state; the screen that was asked for says what is wrong.
  }
}

function watchLights(): void {
  clearInterval(lightsTimer);
  void readLights();
  lightsTimer = setInterval(() => void readLights(false), LIGHTS_EVERY_MS);
}

onWritten((name) => {
  if (name.startsWith("access.") || name === "device.join" || name === "user.reset_passphrase") return;
  revision += 1;
  void readLights();
  if (name.startsWith("area.") || name.startsWith("vocabulary.")) void readLists();
});

onSessionEnded(() => {
  clearInterval(lightsTimer);
  void session.start();
});

document.addEventListener("visibilitychange", () => void readLights());
