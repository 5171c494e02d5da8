// Short notices of what was just done, each with at most one way back ("Undo") or onward ("Show").
export interface Toast {
  id: number;
  text: string;
  tone: "ok" | "bad";
  action: { label: string; run: () => void } | null;
}

const SHOWN_MS = 8_000;
let next = 1;
let toasts = $state<Toast[]>([]);
const timers = new Map<number, ReturnType<typeof setTimeout>>();

export const notices = {
  get all() {
    return toasts;
  },
  say(text: string, action: Toast["action"] = null, tone: Toast["tone"] = "ok"): void {
    const id = next++;
    toasts = [...toasts.slice(-1), { id, text, tone, action }];
    notices.release(id);
  },
  drop(id: number): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
    toasts = toasts.filter((toast) => toast.id !== id);
  },
  /** While a notice is pointed at or focused it stays. */
  hold(id: number): void {
    clearTimeout(timers.get(id));
  },
  release(id: number): void {
    timers.set(
      id,
      setTimeout(() => notices.drop(id), SHOWN_MS),
    );
  },
};
