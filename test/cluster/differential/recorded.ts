import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../../src/shared/places.ts';
import type { Section } from './transcript.ts';

/**
 * What kind told of situations whose course is no matter of time, for tests on machines without Docker. Written anew with
 * `LEAKLAB_RECORD=1 vitest run --project cluster test/cluster/differential`.
 */
export const recordedSituations = [
  'configuration',
  'hooks',
  'image-pull',
  'init',
  'limit-range',
  'quota-exceeded',
  'start-error',
  'termination-message',
  'unschedulable',
  'volume-unavailable',
];

/** A section as it is kept: its title, then each line with the milliseconds for which it held; null for good. */
const kept = z.tuple([z.string(), z.array(z.tuple([z.string(), z.number().nullable()]))]);

const folder = join(projectRoot, 'test/fixtures/differential');

export async function writeRecorded(situation: string, sections: Section[]): Promise<void> {
  const lines = sections.map(({ title, lines: told }) => {
    const section: z.input<typeof kept> = [
      title,
      told.map(({ text, held }) => [text, Number.isFinite(held) ? held : null]),
    ];
    return JSON.stringify(section);
  });
  await mkdir(folder, { recursive: true });
  await writeFile(fileOf(situation), `${lines.join('\n')}\n`);
}

export async function readRecorded(situation: string): Promise<Section[]> {
  const text = await readFile(fileOf(situation), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [title, told] = kept.parse(JSON.parse(line));
      return { title, lines: told.map(([words, held]) => ({ text: words, held: held ?? Infinity })) };
    });
}

function fileOf(situation: string): string {
  return join(folder, `${situation}.jsonl`);
}
