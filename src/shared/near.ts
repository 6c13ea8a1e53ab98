/** The one of `known` that `wanted` was probably meant to be; undefined where none is near. */
export function near(wanted: string, known: Iterable<string>): string | undefined {
  // Longer texts are no slips of a name, and the distance costs the product of both lengths.
  if (wanted.length > 100) return undefined;
  const word = wanted.toLowerCase();
  let best: { name: string; edits: number } | undefined;
  for (const name of known) {
    const edits = wanted.length >= 3 && name.startsWith(word) ? 1 : editDistance(word, name.toLowerCase());
    if (edits <= allowed(name) && (best === undefined || edits < best.edits)) best = { name, edits };
  }
  return best?.name;
}

/** The near name as a hint: "did you mean list-leak?" */
export function didYouMean(wanted: string, known: Iterable<string>): string | undefined {
  const meant = near(wanted, known);
  return meant === undefined ? undefined : `did you mean ${meant}?`;
}

function allowed(name: string): number {
  return Math.max(1, Math.floor(name.length / 3));
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment) from `a` to `b`. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      line.push(
        Math.min(
          at(last, column) + 1,
          at(line, column - 1) + 1,
          at(last, column - 1) + (same ? 0 : 1),
          swapped ? at(beforeLast, column - 2) + 1 : Infinity,
        ),
      );
    }
    beforeLast = last;
    last = line;
  }
  return at(last, b.length);
}

function at(line: number[], index: number): number {
  return line[index] ?? Infinity;
}
