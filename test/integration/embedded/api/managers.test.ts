import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { configMap, Lab } from './lab.ts';

const operations = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  json: 'application/json-patch+json',
  apply: 'application/apply-patch+yaml',
};
const errorSchema = z
  .object({ code: z.number(), message: z.string(), details: z.object({ causes: z.array(z.unknown()) }) })
  .optional();
const stepSchema = z.object({
  op: z.enum(['create', 'update', 'merge', 'strategic', 'json', 'apply']),
  manager: z.string().optional(),
  sub: z.string().optional(),
  force: z.boolean().optional(),
  body: z.unknown(),
  managed: z.array(z.unknown()).optional(),
  error: errorSchema,
});
type Step = z.infer<typeof stepSchema>;

/** What the API server of Kubernetes 1.34.4 said of the managers of objects, one write after the other. */
const recorded = z
  .array(z.object({ title: z.string(), plural: z.string(), steps: z.array(stepSchema) }))
  .parse(JSON.parse(readFileSync(new URL('data/managers.json', import.meta.url), 'utf8')));

let lab: Lab;
beforeEach(async () => {
  lab = await Lab.start();
});
afterEach(() => lab.stop());

const groups: Record<string, string> = { deployments: '/apis/apps/v1', jobs: '/apis/batch/v1' };
const entrySchema = z.looseObject({ time: z.string().optional(), fieldsType: z.string() });
const objectSchema = z.object({ metadata: z.object({ managedFields: z.array(entrySchema).default([]) }) });

async function write(collection: string, name: string, { op, manager, sub, force, body }: Step) {
  const given = { ...(manager !== undefined && { fieldManager: manager }), ...(force === true && { force: 'true' }) };
  const query = `?${new URLSearchParams(given).toString()}`;
  const path = `${collection}/${name}${sub === undefined ? '' : `/${sub}`}${query}`;
  const headers = { 'user-agent': 'probe/1.0 (x)' };
  if (op === 'create') return lab.call('POST', `${collection}${query}`, { body, headers });
  if (op === 'update') return lab.call('PUT', path, { body, headers });
  return lab.call('PATCH', path, { body, headers: { ...headers, 'content-type': operations[op] } });
}

async function managersOf(path: string): Promise<unknown[]> {
  const { metadata } = objectSchema.parse((await lab.call('GET', path)).json);
  return metadata.managedFields.map((entry) => ({ ...entry, time: undefined, fieldsType: undefined }));
}

/** In the order of their names: the server's is by the second of the write, and by chance for causes. */
const byName = (entries: unknown[] = []) =>
  entries.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));

const outcomeOf = ({ managed, error }: Pick<Step, 'managed' | 'error'>) =>
  error === undefined ? byName(managed) : { ...error, details: { causes: byName(error.details.causes) } };

describe('managed fields are those of the API server for', () => {
  test.each(recorded)('$title', async ({ plural, steps }) => {
    const collection = `${groups[plural] ?? '/api/v1'}/namespaces/lab/${plural}`;
    const { metadata } = z.object({ metadata: z.object({ name: z.string() }) }).parse(steps[0]?.body);
    const outcomes: unknown[] = [];
    for (const step of steps) {
      const { status, json } = await write(collection, metadata.name, step);
      const managed = status < 300 ? await managersOf(`${collection}/${metadata.name}`) : undefined;
      const error = status < 300 ? undefined : { code: status, message: json['message'], details: json['details'] };
      outcomes.push(outcomeOf({ managed, error: errorSchema.parse(error) }));
    }
    expect(outcomes).toEqual(steps.map(outcomeOf));
  });
});

test('an object that a controller made has no managers until somebody applies it', async () => {
  lab.create('configmaps', configMap('made', { key: '1' }));
  const path = '/api/v1/namespaces/lab/configmaps/made';
  const merge = { headers: { 'content-type': 'application/merge-patch+json' }, body: { data: { key: '2' } } };
  await lab.call('PATCH', path, merge);
  expect(await managersOf(path)).toEqual([]);
  const apply = { headers: { 'content-type': 'application/apply-patch+yaml' }, body: configMap('made', { key: '3' }) };
  const { json } = await lab.call('PATCH', `${path}?fieldManager=one`, apply);
  expect(json['message']).toBe('Apply failed with 1 conflict: conflict with "before-first-apply" using v1: .data.key');
});
