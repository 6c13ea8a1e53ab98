import type { KnownDifference } from './known-difference.ts';
import type { Line, Section } from './transcript.ts';

export type Side = 'kind' | 'embedded';

/** One line that only one of the clusters has. */
export interface Difference {
  where: string;
  only: Side;
  text: string;
}

export interface Comparison {
  differences: Difference[];
  /** The names of the known differences that were seen. */
  seen: Set<string>;
}

/**
 * Milliseconds: a state that passed sooner may be missing on the other side. A watcher is promised the last state only,
 * and a kubelet looks at its containers once a second, later when its machine is busy.
 */
const passing = 5000;

/** What differs between two transcripts of one situation, but for what is known. */
export function compare(
  situation: string,
  transcripts: Record<Side, Section[]>,
  known: readonly KnownDifference[],
): Comparison {
  const seen = new Set<string>();
  const titles = new Set([...transcripts.kind, ...transcripts.embedded].map(({ title }) => title));
  const differences = [...titles].flatMap((title) => {
    const where = `${situation}: ${title}`;
    const lines = { kind: linesOf(transcripts.kind, title), embedded: linesOf(transcripts.embedded, title) };
    for (const entry of known) {
      if (entry.where?.test(where) !== false && setAside(entry, lines)) seen.add(entry.name);
    }
    return unmatched(lines).map(({ only, text }) => ({ where, only, text }));
  });
  return { differences, seen };
}

function linesOf(sections: Section[], wanted: string): Line[] {
  return sections.find(({ title }) => title === wanted)?.lines ?? [];
}

/** Takes a known difference out of the lines, by giving both sides the same line or none. True where it was there. */
function setAside({ name, kind, embedded }: KnownDifference, lines: Record<Side, Line[]>): boolean {
  const found = { kind: matching(lines.kind, kind), embedded: matching(lines.embedded, embedded) };
  const differ = kind === null || embedded === null || found.kind.join('\n') !== found.embedded.join('\n');
  const oneSided = kind === null || embedded === null;
  for (const [side, pattern] of [
    ['kind', kind],
    ['embedded', embedded],
  ] as const) {
    if (pattern === null) continue;
    lines[side] = lines[side].flatMap((line) => {
      if (!pattern.test(line.text)) return [line];
      return oneSided ? [] : [{ ...line, text: line.text.replace(pattern, `«${name}»`) }];
    });
    // One difference may take more lines on one side than on the other.
    lines[side] = lines[side].filter(({ text }, index, all) => text !== `«${name}»` || all[index - 1]?.text !== text);
  }
  return differ && found.kind.length + found.embedded.length > 0;
}

function matching(lines: Line[], pattern: RegExp | null): string[] {
  return pattern === null ? [] : lines.filter(({ text }) => pattern.test(text)).map(({ text }) => text);
}

/** The lines of each side that the other lacks, or has elsewhere in the order; those that only passed by left out. */
function unmatched(lines: Record<Side, Line[]>): { only: Side; text: string }[] {
  for (let { kind, embedded } = lines; ;) {
    const found = align(kind, embedded);
    const passed = new Set(found.map(({ line }) => line).filter(({ held }) => held < passing));
    if (passed.size === 0) return found.map(({ only, line: { text } }) => ({ only, text }));
    [kind, embedded] = [without(passed, kind), without(passed, embedded)];
  }
}

/** What was so before and after a line that goes was so all the time. */
function without(passed: ReadonlySet<Line>, lines: Line[]): Line[] {
  const left: Line[] = [];
  for (const line of lines.filter((each) => !passed.has(each))) {
    const last = left.at(-1);
    if (last?.text === line.text) left[left.length - 1] = { ...last, held: last.held + line.held };
    else left.push(line);
  }
  return left;
}

function align(kind: Line[], embedded: Line[]): { only: Side; line: Line }[] {
  const common = commonLengths(kind, embedded);
  const found: { only: Side; line: Line }[] = [];
  for (let k = 0, e = 0; k < kind.length || e < embedded.length;) {
    const ours = kind[k];
    const theirs = embedded[e];
    if (ours !== undefined && theirs !== undefined && ours.text === theirs.text) {
      k += 1;
      e += 1;
    } else if (
      ours !== undefined &&
      (theirs === undefined || lengthAt(common, k + 1, e) >= lengthAt(common, k, e + 1))
    ) {
      found.push({ only: 'kind', line: ours });
      k += 1;
    } else if (theirs !== undefined) {
      found.push({ only: 'embedded', line: theirs });
      e += 1;
    }
  }
  return found;
}

/** By places in both lists: how many lines the rests of the lists have in common, in order. */
function commonLengths(a: Line[], b: Line[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = lengths[i] ?? [];
      row[j] =
        a[i]?.text === b[j]?.text
          ? lengthAt(lengths, i + 1, j + 1) + 1
          : Math.max(lengthAt(lengths, i + 1, j), lengthAt(lengths, i, j + 1));
    }
  }
  return lengths;
}

function lengthAt(lengths: number[][], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}

/** For people. */
export function lineOf({ where, only, text }: Difference): string {
  return `${where} | only ${only === 'kind' ? 'kind' : 'the embedded cluster'}: ${text}`;
}
