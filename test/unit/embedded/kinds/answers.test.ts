import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { kinds } from '../../../../src/embedded/kinds/registry.ts';
import type { KindInfo } from '../../../../src/embedded/kinds/registry.ts';
import { prepareNew, strictProblems } from '../../../../src/embedded/kinds/prepare.ts';
import { mergePatch } from '../../../../src/embedded/patch/merge-patch.ts';
import { StatusError } from '../../../../src/embedded/store/status-error.ts';

/** What the API server of Kubernetes 1.34.4 answered to these objects (`?dryRun=All&fieldValidation=Strict`). */
const refused = read(
  'refused.json',
  z.record(
    z.string(),
    z.object({
      base: z.unknown(),
      /** A merge patch of the base, which is accepted. */
      refused: z.array(z.object({ change: z.unknown(), answer: z.string() })),
    }),
  ),
);
const accepted = read('accepted.json', z.array(z.object({ given: z.unknown(), stored: z.unknown() })));

const newObject = z.looseObject({ apiVersion: z.string(), kind: z.string(), metadata: z.looseObject({}) });

for (const [kindName, { base, refused: cases }] of Object.entries(refused)) {
  describe(`refuses a ${kindName} as the API server does`, () => {
    test.each(cases.map(({ change, answer }) => ({ change, answer, why: shortened(answer) })))(
      '$why',
      ({ change, answer }) => {
        expect(answerTo(mergePatch(base, change))).toBe(answer);
      },
    );
  });
}

describe('completes an object as the API server does', () => {
  test.each(accepted.map((one) => ({ ...one, text: JSON.stringify(one.given) })))('$text', ({ given, stored }) => {
    const object = newObject.parse(given);
    expect(prepareNew(kindOf(object.kind), object)).toEqual(stored);
  });
});

function answerTo(value: unknown): string {
  const object = newObject.parse(value);
  const kind = kindOf(object.kind);
  try {
    strictProblems(kind, JSON.stringify(object), 'Strict');
    prepareNew(kind, object);
  } catch (thrown) {
    if (thrown instanceof StatusError) return thrown.message;
    throw thrown;
  }
  return 'accepted';
}

function kindOf(name: string): KindInfo {
  const kind = kinds.find((one) => one.kind === name);
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return kind;
}

function read<T>(file: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(new URL(`data/${file}`, import.meta.url), 'utf8')));
}

function shortened(answer: string): string {
  return answer.replace(/^.*?(is invalid|cannot be handled as an? \w+): /, '').slice(0, 120);
}
