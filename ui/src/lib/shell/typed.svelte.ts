// What a person typed and has not saved, by the name of the form: closing a dialog by mistake, a refusal or an ended
// session loses nothing; saving or starting over forgets it; locking forgets everything.
const kept = new Map<string, { value: object }>();

/** The form's values: those typed before, or a fresh start. */
export function typed<T extends object>(name: string, fresh: () => T): T {
  const found = kept.get(name);
  if (found) return found.value as T;
  const value = $state(fresh());
  kept.set(name, { value });
  return value;
}

export function forget(name: string): void {
  kept.delete(name);
}

export function forgetTyped(): void {
  kept.clear();
}
