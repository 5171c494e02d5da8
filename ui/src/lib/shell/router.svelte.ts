// Addresses behind the #: `#/area/part/part?name=value`. Small on purpose: no nesting, no loading, no history tricks.
// Before leaving, whoever holds unsaved typing is asked to keep it.
export interface Place {
  parts: string[];
  query: URLSearchParams;
}

function read(): Place {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return {
    parts: path.split("/").filter(Boolean).map(decodeURIComponent),
    query: new URLSearchParams(query),
  };
}

let place = $state.raw<Place>(read());

window.addEventListener("hashchange", () => {
  place = read();
});

export const router = {
  get place(): Place {
    return place;
  },
  get area(): string {
    return place.parts[0] ?? "today";
  },
};

export function go(path: string): void {
  location.hash = path.startsWith("#") ? path : `#${path}`;
}

/** Changes the address without a step in the history (a search text while it is typed). */
export function replace(path: string): void {
  history.replaceState(null, "", `#${path}`);
  place = read();
}

export const to = {
  today: "#/today",
  registry: "#/registry",
  search: (text: string) => `#/registry?q=${encodeURIComponent(text)}`,
  household: (id: string) => `#/registry/household/${id}`,
  person: (household: string, person: string) => `#/registry/household/${household}?person=${person}`,
  register: "#/registry/register",
  draft: (id: string) => `#/registry/register/${id}`,
  moves: "#/registry/moves",
  imports: "#/import",
  importNew: "#/import/new",
  batch: (id: string) => `#/import/batch/${id}`,
  conflicts: "#/conflict",
  settled: "#/conflict/settled",
  duplicates: (state = "open", household: string | null = null) =>
    `#/duplicate/${state}${household ? `?household=${household}` : ""}`,
  sync: "#/sync",
  stick: "#/sync/stick",
  light: (name: string) => `#/sync/${name}`,
  devices: "#/device",
  areas: "#/area",
  area: (id: string) => `#/area/${id}`,
  vocabulary: "#/vocabulary",
  vocabularyList: (name: string) => `#/vocabulary/${name}`,
  partners: "#/partner",
  users: "#/user",
  roles: "#/role",
  secondFactor: "#/user/second-factor",
  oversight: "#/oversight",
  visits: "#/oversight/visits",
  visit: (id: string) => `#/oversight/visits/${id}`,
  privacy: "#/privacy",
  privacyRules: "#/privacy/rules",
  privacyDue: (kind: string) => `#/privacy/rules/${kind}`,
  audit: "#/audit",
  auditOfPerson: (id: string) => `#/audit?person=${id}`,
  auditOfHousehold: (id: string) => `#/audit?household=${id}`,
  subjectFile: (id: string) => `#/audit/file/${id}`,
};
