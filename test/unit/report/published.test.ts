import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../../src/run/events.ts';
import { publishedSchemas } from '../../../src/report/json-schema.ts';
import { resultsSchema, toResults } from '../../../src/report/results.ts';
import { projectRoot } from '../../../src/shared/places.ts';
import { aResult } from '../run/a-plan.ts';

const published = Object.entries(publishedSchemas());

test.each(published)(
  'src/report/%s is what the schema says; node src/report/publish-schema.ts rewrites it',
  async (file, text) => {
    expect(await readFile(join(projectRoot, 'src/report', file), 'utf8')).toBe(text);
  },
);

test.each(published)('%s lets in fields that come later', (_file, text) => {
  expect(text).not.toContain('additionalProperties": false');
});

describe('results', () => {
  const bare = { verdict: null, expected: null, asExpected: null, cause: null, confidence: null, eta: null } as const;
  const fault = { kind: 'defect', message: 'm', hint: null } as const;

  test.each([
    ['with everything', aResult()],
    ['with nothing', aResult({ ...bare, remedy: null, remedyKind: null, symptom: null, timesToFailure: [], fault })],
  ])('%s are the same after a trip through a file', (_which, result: RunResult) => {
    const written = JSON.stringify(toResults({ runs: [result], skipped: [] }, 4));
    expect(resultsSchema.parse(JSON.parse(written))).toEqual({ version: 1, exitCode: 4, runs: [result], skipped: [] });
  });

  test('that do not fit the schema are never written', () => {
    expect(() => toResults({ runs: [aResult({ confidence: 1.2 })], skipped: [] }, 0)).toThrow('confidence');
  });
});
