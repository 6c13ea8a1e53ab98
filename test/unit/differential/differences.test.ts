import { describe, expect, test } from 'vitest';
import { compare } from '../../cluster/differential/differences.ts';
import type { KnownDifference } from '../../cluster/differential/known-difference.ts';
import type { Section } from '../../cluster/differential/transcript.ts';

/** A transcript of one section: each word a line, with its seconds after a colon where it did not last. */
function told(words: string): Section[] {
  const lines = words
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const [text = '', seconds] = word.split(':');
      return { text, held: seconds === undefined ? Infinity : Number(seconds) * 1000 };
    });
  return [{ title: 'Pod a phase', lines }];
}

function differences(kind: string, embedded: string, known: KnownDifference[] = []) {
  const { differences: found, seen } = compare('x', { kind: told(kind), embedded: told(embedded) }, known);
  return { found: found.map(({ only, text }) => `${only} ${text}`), seen: [...seen] };
}

const entry = { name: 'entry', reason: 'because' };

describe('two transcripts', () => {
  test.each([
    ['the same lines', 'Pending Running', 'Pending Running', []],
    ['a line that one lacks', 'Pending Running', 'Pending', ['kind Running']],
    ['another text', 'Pending Failed', 'Pending Lost', ['kind Failed', 'embedded Lost']],
    ['another order', 'a b', 'b a', ['kind a', 'embedded a']],
    ['a state that passed by', 'Pending Running:1 Failed', 'Pending Failed', []],
    ['a state that stood', 'Pending Running:9 Failed', 'Pending Failed', ['kind Running']],
    ['an interruption that passed by', 'Unready', 'Unready:9 Ready:1 Unready', []],
  ])('%s', (_what, kind, embedded, expected) => {
    expect(differences(kind, embedded).found).toEqual(expected);
  });
});

describe('a known difference', () => {
  test('stands for other texts in the same place', () => {
    const known = { ...entry, kind: /^pull-\w+$/, embedded: /^no-registry$/ };
    expect(differences('a pull-failed', 'a no-registry', [known])).toEqual({ found: [], seen: ['entry'] });
  });

  test('may take more lines on one side', () => {
    const known = { ...entry, kind: /^last.*$/, embedded: /^none$/ };
    expect(differences('a last.code last.reason b', 'a none b', [known])).toEqual({ found: [], seen: ['entry'] });
  });

  test('takes away what one side alone has', () => {
    const known = { ...entry, kind: /^token/, embedded: null };
    expect(differences('a token', 'a', [known])).toEqual({ found: [], seen: ['entry'] });
  });

  test('does not count as seen where both say the same', () => {
    const known = { ...entry, kind: /^x$/, embedded: /^x$/ };
    expect(differences('x', 'x', [known]).seen).toEqual([]);
  });

  test('holds only where it is looked for', () => {
    const known = { ...entry, where: /^y: /, kind: /^token/, embedded: null };
    expect(differences('token', '', [known])).toEqual({ found: ['kind token'], seen: [] });
  });
});
