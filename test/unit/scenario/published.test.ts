import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { describe, expect, test } from 'vitest';
import { scenarioDocs } from '../../../src/scenario/docs.ts';
import { scenarioJsonSchema } from '../../../src/scenario/json-schema.ts';

const root = join(import.meta.dirname, '../../../scenarios');

test('scenarios/scenario.schema.json is what the schema says; node src/scenario/publish-schema.ts rewrites it', async () => {
  expect(await readFile(join(root, 'scenario.schema.json'), 'utf8')).toBe(scenarioJsonSchema());
});

describe('the pages are what the scenarios say; node src/scenario/publish-docs.ts rewrites them', async () => {
  const pages = await scenarioDocs(root);
  test.each([...pages.keys()].map((path) => [path.slice(root.length + 1), path]))('%s', async (_name, path) => {
    expect(await readFile(path, 'utf8')).toBe(pages.get(path));
  });
});

test('every key of scenario.yaml has a description for editors', () => {
  const property: z.ZodType<{ properties: Record<string, unknown> }> = z.looseObject({
    properties: z.record(z.string(), z.unknown()),
  });
  const nameless: string[] = [];
  const look = (schema: unknown, path: string) => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, inner] of Object.entries(property.safeParse(schema).data?.properties ?? {})) {
      if (!z.looseObject({ description: z.string() }).safeParse(inner).success) nameless.push(`${path}.${key}`);
    }
    for (const [key, inner] of Object.entries(schema)) look(inner, `${path}.${key}`);
  };
  look(JSON.parse(scenarioJsonSchema()), '');
  expect(nameless).toEqual([]);
});

test('the published schema is draft 7, which yaml-language-server reads', () => {
  expect(JSON.parse(scenarioJsonSchema())).toMatchObject({
    $schema: 'http://json-schema.org/draft-07/schema#',
    additionalProperties: false,
  });
});
