import { readdir } from 'node:fs/promises';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { steps } from '../../src/run/events.ts';
import type { StepName } from '../../src/run/events.ts';
import { entriesOf, namespacesLeft, testCluster, watchersOn } from './lab.ts';
import type { Ended, Started } from './leaklab.ts';
import { onlyRun, startLeaklabRun } from './leaklab.ts';

/** The line with which a run says that a step begins. */
const words = {
  deploy: 'deploying',
  prove: 'waiting for the fault to happen',
  collect: 'collecting the evidence',
  diagnose: 'looking for the cause',
  remedy: 'applying the remedy',
  verify: 'watching what the remedy does',
  'clean up': 'cleaning up',
} satisfies Record<StepName, string>;

/** A run that is interrupted as soon as `step` begins. */
function interruptAt(step: StepName): Started {
  // Long enough to be interrupted in; short runs for the steps that come before it.
  const remedy = step === 'clean up' ? [] : ['--remedy-command', step === 'remedy' ? 'sleep 100' : 'true'];
  const started = startLeaklabRun(['list-leak', ...remedy]);
  started.signalAt(words[step], 'SIGINT');
  return started;
}

describe.skipIf(inject('kindMissing') !== '')('Ctrl-C', () => {
  const ended = new Map<StepName, Ended>();
  const endedAt = (step: StepName) => {
    const found = ended.get(step);
    if (found === undefined) throw new Error(`no run was interrupted at ${step}`);
    return found;
  };

  beforeAll(async () => {
    await testCluster();
    await Promise.all(steps.map(async (step) => ended.set(step, await interruptAt(step).ended)));
  });

  test.each(steps)('in the step "%s" ends the run with 130 and says that it was interrupted', (step) => {
    const { exitCode, results, stderr } = endedAt(step);
    expect({ exitCode, inResults: results?.exitCode }, stderr).toEqual({ exitCode: 130, inResults: 130 });
    expect(stderr).toContain('stopping, keeping the evidence and cleaning up');
  });

  test.each(steps)('in the step "%s" leaves a bundle', async (step) => {
    const { folder } = onlyRun(endedAt(step));
    expect(await readdir(folder)).toContain('bundle');
  });

  test.each(steps)('in the step "%s" leaves a journal that ends with the result, and a report', async (step) => {
    const { folder, id } = onlyRun(endedAt(step));
    expect((await entriesOf(folder, 'run.finished')).map(({ result }) => result.id)).toEqual([id]);
    expect(await readdir(folder)).toContain('report.md');
  });

  test('leaves no namespace, in whichever step it came', async () => {
    const ids = [...ended.values()].map((one) => onlyRun(one).id);
    expect(await namespacesLeft(await testCluster(), ids)).toEqual([]);
  });

  test('leaves nothing running in the node', async () => {
    expect(await watchersOn(await testCluster())).toEqual([]);
  });

  test('before the verdict is no verdict', () => {
    const verdicts = steps.filter((step) => step !== 'clean up').map((step) => onlyRun(endedAt(step)).verdict);
    expect(new Set(verdicts)).toEqual(new Set(['inconclusive']));
  });

  test('while a run cleans up takes nothing from what it found', () => {
    expect(onlyRun(endedAt('clean up'))).toMatchObject({ cause: 'memory-leak', fault: null });
  });
});
