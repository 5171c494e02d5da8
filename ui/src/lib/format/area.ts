// Places are called by their names in the language of the screen, where the country has given them; the path from the
// top down tells two places of one name apart.
import type { AreaOutput } from "$lib/api";

/** Ten levels, and one below its own rank for a place that went into another. */
const DEEPEST = 11;

/** The same areas with name and path in one language. */
export function inLanguage(areas: AreaOutput[], code: string): AreaOutput[] {
  const byId = new Map(areas.map((area) => [area.area_id, area]));
  const nameOf = (area: AreaOutput): string => area.names[code] ?? area.name;
  return areas.map((area) => {
    const names: string[] = [];
    for (let at: AreaOutput | undefined = area; at && names.length < DEEPEST; at = at.parent_id ? byId.get(at.parent_id) : undefined) {
      names.unshift(nameOf(at));
    }
    return { ...area, name: nameOf(area), path: names.join(" › ") };
  });
}
