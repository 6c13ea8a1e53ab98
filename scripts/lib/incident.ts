import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { causes } from '../../src/diagnose/finding.ts';
import { parseJson } from '../../src/evidence/parse-json.ts';
import { Fault } from '../../src/shared/errors.ts';
import { stateFolder } from '../../src/shared/places.ts';
import { verdicts } from '../../src/verify/judgement.ts';
import { baselineSchema } from './baseline-schema.ts';

const appliedRemedy = z.strictObject({
  name: z.string(),
  /** Null for a remedy that the scenario does not list. */
  expect: z.enum(verdicts).nullable(),
  outcome: z.enum(['applied', 'refused', 'error']),
  detail: z.string(),
  /** Milliseconds since the Unix epoch. */
  appliedAt: z.number(),
});

const incidentSchema = z.strictObject({
  version: z.literal(1),
  namespace: z.string(),
  /** Value of the label lab.run/id on everything that was deployed. */
  runId: z.string(),
  pace: z.enum(['lab', 'real']),
  /** HOST:PORT that the images come from; null where they are loaded into the nodes. */
  registry: z.string().nullable(),
  /** What `trigger` measured; null before it. */
  baseline: baselineSchema.nullable(),
  /** What `collect` found; null before it. */
  cause: z.enum(causes).nullable(),
  /** Since the deployment, in order; each stands on those before it. */
  remedies: z.array(appliedRemedy),
});

/** What the verbs know of one incident by hand. */
export type Incident = z.infer<typeof incidentSchema>;

const currentSchema = z.strictObject({ namespace: z.string() });

/** Where an incident's state, bundle and journal are. */
export function incidentFolder(namespace: string): string {
  return join(stateFolder(), 'by-hand', namespace);
}

/** The namespace of the last deployment; undefined when there is none. */
export async function currentNamespace(): Promise<string | undefined> {
  return (await readState(currentFile(), currentSchema))?.namespace;
}

/** Undefined when nothing was deployed to the namespace by hand. */
export async function readIncident(namespace: string): Promise<Incident | undefined> {
  return readState(stateFile(namespace), incidentSchema);
}

export async function writeIncident(incident: Incident): Promise<void> {
  await writeState(stateFile(incident.namespace), incident);
  await writeState(currentFile(), { namespace: incident.namespace });
}

/** Forgets the incident; its bundle and journal stay. */
export async function forgetIncident(namespace: string): Promise<void> {
  await rm(stateFile(namespace), { force: true });
  if ((await currentNamespace()) === namespace) await rm(currentFile(), { force: true });
}

function stateFile(namespace: string): string {
  return join(incidentFolder(namespace), 'state.json');
}

/** A namespace's name has no dot, so that no incident can have this file for its folder. */
function currentFile(): string {
  return join(stateFolder(), 'by-hand', 'current.json');
}

async function readState<T>(file: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const text = await readFile(file, 'utf8').catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw new Fault('environment', `the state of the verbs cannot be read from ${file}`, { cause: thrown });
  });
  return text === undefined ? undefined : parseJson(text, schema, file);
}

async function writeState(file: string, state: unknown): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(state, null, 2)}\n`);
  } catch (cause) {
    throw new Fault('environment', `the state of the verbs cannot be written to ${file}`, { cause });
  }
}
