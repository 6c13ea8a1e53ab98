import { rename, readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { parseJson } from '../../evidence/parse-json.ts';
import { Fault } from '../../shared/errors.ts';
import { backgroundPlaces } from './places.ts';

const recordSchema = z.strictObject({
  version: z.literal(1),
  /** `PID-STARTTIME`, as engine-name.ts makes it: one process for ever, though its id may be given to another. */
  engine: z.string().regex(/^\d+-\d+$/),
  /** ISO 8601. */
  since: z.string(),
  /** Null until it has come up. */
  up: z
    .strictObject({
      url: z.string(),
      limits: z.enum(['kernel', 'watchdog']),
      /** How containers are set apart and limited, for people. */
      description: z.string(),
    })
    .nullable(),
});

/** What the process of a background cluster says of itself. */
export type BackgroundRecord = z.infer<typeof recordSchema>;

/** Undefined where there is none. */
export async function readRecord(): Promise<BackgroundRecord | undefined> {
  const { record, folder } = backgroundPlaces();
  const text = await readFile(record, 'utf8').catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw new Fault('environment', `what is known of the embedded cluster cannot be read from ${record}`, {
      cause: thrown,
      hint: `ls -ld ${folder}`,
    });
  });
  return text === undefined ? undefined : parseJson(text, recordSchema, record);
}

/** Whoever reads finds the old record or the new one, never half of one. */
export async function writeRecord(record: BackgroundRecord): Promise<void> {
  const { record: file } = backgroundPlaces();
  const next = `${file}.next`;
  await writeFile(next, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  await rename(next, file);
}

/** The process id in a record: to be signalled only while `engineRuns(record.engine)`. */
export function pidOf({ engine }: BackgroundRecord): number {
  return Number.parseInt(engine, 10);
}
