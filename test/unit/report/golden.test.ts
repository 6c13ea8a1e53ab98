import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { dryRun } from '../../../src/report/dry-run.ts';
import { markdown } from '../../../src/report/markdown.ts';
import { matrixReporter, matrixSummary } from '../../../src/report/matrix.ts';
import { plainReporter } from '../../../src/report/plain.ts';
import { readJournal } from '../../../src/report/read-journal.ts';
import { summary } from '../../../src/report/summary.ts';
import { aRemedy, aResult, aScenario } from '../run/a-plan.ts';

const folder = join(import.meta.dirname, '../../fixtures/report');
const entries = await readJournal(folder);

describe('the reports of a recorded run are as they were', () => {
  test('line by line', async () => {
    const lines: string[] = [];
    const listen = plainReporter((text) => lines.push(text));
    for (const entry of entries) listen(entry);
    await expect(lines.join('')).toMatchFileSnapshot(join(folder, 'plain.txt'));
  });

  test('as a page', async () => {
    await expect(markdown(entries)).toMatchFileSnapshot(join(folder, 'report.md'));
  });
});

test('the summary of several runs is as it was', async () => {
  const fault = { kind: 'interrupted', message: 'interrupted by SIGINT', hint: 'run it again' } as const;
  const runs = [
    aResult(),
    aResult({ remedy: null, verdict: null, expected: null, eta: null, reasons: ['Container app leaks memory.'] }),
    aResult({
      remedy: 'bounded-buffer',
      verdict: 'failed',
      expected: 'resolved',
      asExpected: false,
      cause: 'load-spike',
    }),
    aResult({ remedy: 'my-fix', expected: null, verdict: 'delayed', asExpected: false, eta: null }),
    aResult({
      remedy: 'no-limit',
      verdict: 'inconclusive',
      asExpected: null,
      symptom: null,
      eta: null,
      reasons: [],
      fault,
    }),
  ];
  await expect(stripVTControlCharacters(summary(runs))).toMatchFileSnapshot(join(folder, 'summary.txt'));
});

test('the table of many scenarios is as it was', async () => {
  const runs = [
    aResult(),
    aResult({ remedy: 'bounded-buffer', verdict: 'failed', expected: 'resolved', asExpected: false }),
    aResult({ scenario: 'slow-start', remedy: null, verdict: null, expected: null, cause: 'slow-start' }),
    aResult({
      scenario: 'slow-start',
      remedy: 'restart',
      verdict: 'inconclusive',
      asExpected: null,
      infrastructure: true,
      reasons: ['The API server was lost.'],
    }),
  ];
  const skipped = [{ scenario: 'node-pressure', why: 'needs a cluster of its own on kind' }];
  await expect(stripVTControlCharacters(matrixSummary(runs, skipped))).toMatchFileSnapshot(join(folder, 'matrix.txt'));
});

test('each run of many is a line as it ends', async () => {
  const lines: string[] = [];
  const listen = matrixReporter(4, (text) => lines.push(text));
  for (const entry of entries) listen(entry);
  const [last] = entries.filter((entry) => entry.type === 'run.finished');
  if (last === undefined) throw new Error('no run has finished in the recorded journal');
  const results = [
    aResult({ verdict: 'resolved', asExpected: false }),
    aResult({ cause: 'load-spike', asExpected: false }),
    aResult({ verdict: 'inconclusive', asExpected: null, infrastructure: true, reasons: ['The witness was cut off.'] }),
  ];
  for (const result of results) listen({ ...last, result });
  await expect(lines.join('')).toMatchFileSnapshot(join(folder, 'matrix-lines.txt'));
});

describe('a dry run is as it was', () => {
  const manifests = ['10-deployment.yaml', '20-service.yaml'].map((name) => join(folder, 'manifests', name));
  const scenario = aScenario({ manifests, symptom: { kind: 'oom-kill', times: 2 } });

  test('with remedies of every kind on kind', async () => {
    const remedies = [
      null,
      aRemedy({ name: 'patches', file: join(folder, 'remedy.yaml'), restart: true }),
      aRemedy({ name: 'creates', file: join(folder, 'new-object.yaml') }),
      aRemedy({
        name: 'sets',
        set: {
          image: 'ledger:1.0.1',
          requests: { memory: '256Mi' },
          limits: { cpu: '1', memory: '512Mi' },
          env: { GREETING: "it's on", DEBUG: null },
        },
      }),
      aRemedy({ name: 'command', command: "kubectl annotate pod x say='it is done'" }),
    ];
    const text = await dryRun(scenario, remedies, scenario.paces.lab, {
      on: 'kind',
      context: undefined,
      kindName: 'leaklab',
    });
    await expect(neutral(text)).toMatchFileSnapshot(join(folder, 'dry-run.txt'));
  });

  test('with a change that brings the fault, and goes back from it', async () => {
    const set = { image: 'ledger:1.1.0', requests: {}, limits: {}, env: {} };
    const changed = { ...scenario, change: { file: join(folder, 'remedy.yaml'), set } };
    const where = { on: 'embedded', context: undefined, kindName: 'leaklab' };
    const text = await dryRun(changed, [aRemedy({ name: 'undo', undo: true })], scenario.paces.lab, where);
    await expect(neutral(text)).toMatchFileSnapshot(join(folder, 'dry-run-change.txt'));
  });

  test('on a context of the user', async () => {
    const where = { on: 'kind', context: 'staging', kindName: 'leaklab' };
    const text = await dryRun(scenario, [null], { ...scenario.paces.real, env: {} }, where);
    await expect(neutral(text)).toMatchFileSnapshot(join(folder, 'dry-run-context.txt'));
  });

  /** Paths are told from where the command was typed. */
  function neutral(text: string): string {
    return text.replaceAll(relative(process.cwd(), folder), 'FOLDER');
  }
});
