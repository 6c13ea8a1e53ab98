import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { JournalEntry } from '../../../src/run/events.ts';
import { describeEta } from '../../../src/report/eta.ts';
import { lineOf } from '../../../src/report/line.ts';
import { markdown } from '../../../src/report/markdown.ts';
import { plainReporter } from '../../../src/report/plain.ts';
import { readJournal } from '../../../src/report/read-journal.ts';
import { sparkline } from '../../../src/report/sparkline.ts';
import { table } from '../../../src/report/table.ts';

const head = { time: '2026-03-01T10:00:00.000Z', run: 'run-1' };

function note(text: string): JournalEntry {
  return { ...head, type: 'note', level: 'info', text };
}

describe('a sparkline', () => {
  test.each([
    ['climbs from an eighth to the top', [1, 2, 3, 4, 5, 6, 7, 8], 8, '▂▃▄▅▆▇██'],
    ['begins at 0, not at its lowest value', [60, 100], 2, '▅█'],
    ['shows the highest of what falls into one place', [0, 8, 0, 0, 0, 0, 0, 4], 4, '█▁▁▅'],
    ['is filled up with blanks', [8], 4, '█   '],
    ['is blank without values', [], 3, '   '],
    ['is flat where all is 0', [0, 0], 2, '▁▁'],
  ])('%s', (_what, values, width, line) => {
    expect(sparkline(values, width)).toBe(line);
  });

  test('has a place for each part of a long series', () => {
    expect(
      sparkline(
        Array.from({ length: 1000 }, (_, index) => index),
        16,
      ),
    ).toHaveLength(16);
  });
});

describe('a table', () => {
  test('has columns as wide as their widest cell, and no blanks at the end of a line', () => {
    const rows = [
      ['a', 'long cell', ''],
      ['longer', 'b', 'c'],
    ];
    expect(table(['X', 'Y', 'Z'], rows)).toBe('X        Y           Z\na        long cell\nlonger   b           c');
  });

  test('is its head where there are no rows', () => {
    expect(table(['X', 'Y'], [])).toBe('X   Y');
  });

  test('measures what a terminal shows, not characters', () => {
    expect(
      table(
        ['X', 'Y'],
        [
          ['名前', 'b'],
          ['\u{1b}[31mred\u{1b}[39m', 'c'],
        ],
      ).split('\n'),
    ).toEqual(['X      Y', '名前   b', '\u{1b}[31mred\u{1b}[39m    c']);
  });
});

describe('a forecast', () => {
  const lab = { expected: 48.2, low: 44, high: 53.5 };
  const real = { expected: 4820, low: 4400, high: 5350 };

  test('tells the interval in the lab and at the pace of the incident', () => {
    const words = "back in 48 s (44 s to 54 s) in the lab, 80 min (73 min to 89 min) at the incident's own pace";
    expect(describeEta({ from: 'projected', lab, real })).toBe(words);
  });

  test('that came true says so', () => {
    expect(describeEta({ from: 'observed', lab, real })).toMatch(/^was back after 48 s/);
  });

  test('without an upper end says at least', () => {
    expect(describeEta({ from: 'projected', lab: { ...lab, high: null }, real })).toMatch(
      /^back in 48 s \(at least 44 s\)/,
    );
  });
});

describe('a line for people', () => {
  const death = {
    pod: 'ledger-x',
    container: 'app',
    containerId: 'a',
    restart: 0,
    startedAt: 0,
    finishedAt: 11_240,
    exitCode: 137,
    reason: 'Error',
    message: null,
    proof: [],
  };

  test.each([
    ['proven', '; OOM kill, proven'],
    ['reported', '; OOM kill, as reported'],
    ['likely', '; OOM kill, likely'],
    ['no', ''],
    ['unknown', ''],
  ] as const)('on a death that is %s an OOM kill', (oom, words) => {
    const line = lineOf({ ...head, type: 'container.died', death: { ...death, oom } });
    expect(line).toBe(`container app of ledger-x died after 11 s (exit 137 Error${words})`);
  });

  test('leaves out an age and a reason that nobody knows', () => {
    const unknown = { ...death, startedAt: null, reason: null, oom: 'no' } as const;
    expect(lineOf({ ...head, type: 'container.died', death: unknown })).toBe(
      'container app of ledger-x died (exit 137)',
    );
  });

  test('is none for what is not worth one', () => {
    expect(lineOf({ ...head, type: 'pod.deleted', pod: 'ledger-x' })).toBeUndefined();
  });

  test('names the run by its id before anything is known of it', () => {
    const lines: string[] = [];
    plainReporter((text) => lines.push(text))(note('hello'));
    expect(lines).toEqual(['10:00:00 run-1: hello\n']);
  });
});

describe('a page', () => {
  test('of a run that was cut off says so', () => {
    expect(markdown([note('hello')])).toMatch(/The run was cut off before it had an outcome\./);
  });

  test('keeps the words of a cluster from being Markdown', () => {
    const page = markdown([note('a | <img> `x` *y* _z_ [l](http://x)\n# no heading')]);
    expect(page).toContain('- 10:00:00 a \\| \\<img\\> \\`x\\` \\*y\\* \\_z\\_ \\[l\\](http://x) # no heading\n');
  });
});

describe('a journal', () => {
  function journalOf(text: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'journal-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'journal.ndjson'), text);
    return folder;
  }
  const line = JSON.stringify(note('hello'));

  test('is read without a last line that was cut off', async () => {
    expect(await readJournal(journalOf(`${line}\n${line.slice(0, 20)}`))).toEqual([note('hello')]);
  });

  test('that is broken in the middle is refused, with the place', async () => {
    const folder = journalOf(`${line}\n{"time":\n${line}\n`);
    await expect(readJournal(folder)).rejects.toThrow(`${join(folder, 'journal.ndjson')}:2 is no JSON`);
  });

  test('that is not there is refused', async () => {
    await expect(readJournal('/nowhere')).rejects.toThrow('there is no journal in /nowhere');
  });
});
