// Before the door closes by hand, whoever holds something unsaved is asked to put it away, and is waited for.
type Farewell = () => Promise<void> | void;
const farewells = new Set<Farewell>();

export function onLeaving(farewell: Farewell): () => void {
  farewells.add(farewell);
  return () => farewells.delete(farewell);
}

export async function leave(): Promise<void> {
  await Promise.all([...farewells].map((farewell) => farewell()));
}
