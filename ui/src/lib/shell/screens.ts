// The screens, each fetched when first visited.
import type { Component } from "svelte";

export type Module = { default: Component<Record<string, unknown>> };
export const screens = {
  registry: () => import("$routes/registry/Registry.svelte"),
  household: () => import("$routes/registry/Household.svelte"),
  register: () => import("$routes/registry/Register.svelte"),
  moves: () => import("$routes/registry/Moves.svelte"),
  imports: () => import("$routes/import/Imports.svelte"),
  newImport: () => import("$routes/import/NewImport.svelte"),
  batch: () => import("$routes/import/Batch.svelte"),
  conflicts: () => import("$routes/conflict/Conflicts.svelte"),
  duplicates: () => import("$routes/duplicate/Duplicates.svelte"),
  sync: () => import("$routes/sync/Sync.svelte"),
  stick: () => import("$routes/sync/Stick.svelte"),
  devices: () => import("$routes/device/Devices.svelte"),
  areas: () => import("$routes/area/Areas.svelte"),
  area: () => import("$routes/area/Area.svelte"),
  vocabulary: () => import("$routes/vocabulary/Vocabulary.svelte"),
  partners: () => import("$routes/partner/Partners.svelte"),
  users: () => import("$routes/user/Users.svelte"),
  roles: () => import("$routes/role/Roles.svelte"),
  secondFactor: () => import("$routes/user/SecondFactor.svelte"),
  audit: () => import("$routes/audit/Audit.svelte"),
  oversight: () => import("$routes/oversight/Oversight.svelte"),
  privacy: () => import("$routes/privacy/Privacy.svelte"),
  subjectFile: () => import("$routes/audit/SubjectFile.svelte"),
};

// One promise per screen for ever: a change of address within a screen must not begin it anew.
const fetched = new Map<string, Promise<Module>>();
export function fetchScreen(name: keyof typeof screens): Promise<Module> {
  let found = fetched.get(name);
  if (!found) {
    found = screens[name]() as Promise<unknown> as Promise<Module>;
    fetched.set(name, found);
  }
  return found;
}
