// How this machine shows things: light, dark or as the system does. Kept on the machine; nothing personal.
export type Theme = "system" | "light" | "dark";

const KEPT = "pamoja.theme";
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function first(): Theme {
  const kept = localStorage.getItem(KEPT);
  return kept === "light" || kept === "dark" ? kept : "system";
}

let theme = $state<Theme>(first());

function show(): void {
  const shown = theme === "system" ? (dark.matches ? "dark" : "light") : theme;
  document.documentElement.dataset.theme = shown;
}

dark.addEventListener("change", show);

export const preferences = {
  get theme() {
    return theme;
  },
  start: show,
  choose(next: Theme): void {
    theme = next;
    localStorage.setItem(KEPT, next);
    show();
  },
};
