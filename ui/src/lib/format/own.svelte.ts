// What a country calls the codes of its lists, where that is not what the program calls them: by list, code and language.
export type OwnLabels = Record<string, Record<string, Record<string, string>>>;

let labels = $state.raw<OwnLabels>({});

export const own = {
  label(list: string, code: string, language: string): string | undefined {
    return labels[list]?.[code]?.[language];
  },
  take(next: OwnLabels): void {
    labels = next;
  },
};
