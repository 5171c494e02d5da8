// A hint, not a judge: how long it would take to guess a passphrase, by length, variety and repetition only. The rule of
// what is enough is the program's; this only helps a person to choose.

/** 1 (far too easy) … 4 (strong); 0 for nothing. */
export function strength(passphrase: string): 0 | 1 | 2 | 3 | 4 {
  if (!passphrase) return 0;
  const letters = [...passphrase];
  const different = new Set(letters.map((letter) => letter.toLowerCase())).size;
  const words = passphrase.trim().split(/[\s\-_.]+/).filter((word) => word.length > 2).length;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{N}]/u, /[^\u0000-\u007f]/u].filter((kind) =>
    kind.test(passphrase),
  ).length;
  const score = Math.min(letters.length, different * 2) + (kinds - 1) * 2 + (words > 2 ? words * 2 : 0);
  if (letters.length < 8 || score < 12) return 1;
  if (score < 18) return 2;
  return score < 25 ? 3 : 4;
}
