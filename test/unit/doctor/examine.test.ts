import { describe, expect, test } from 'vitest';
import type { Check } from '../../../src/doctor/check.ts';
import { examine } from '../../../src/doctor/examine.ts';
import { failure, ok, skipped, warning } from '../../../src/doctor/outcome.ts';
import { runCommand } from '../../../src/shared/command.ts';
import { Fault } from '../../../src/shared/errors.ts';

function check(name: string, run: Check['run'], needs: string[] = []): Check {
  return { name, group: 'machine', needs, byHand: `look at ${name}`, run };
}

const never = () => new Promise<never>(() => {});

async function outcomesOf(checks: Check[], within = 5) {
  return (await examine(checks, { within })).map(({ outcome }) => outcome);
}

describe('examining a machine', () => {
  test('gives the answers in the order of the checks, whichever comes first', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const slow = check('slow', () => promise.then(() => ok('slow')));
    const quick = check('quick', async () => {
      resolve();
      return ok('quick');
    });
    expect(await outcomesOf([slow, quick])).toEqual([ok('slow'), ok('quick')]);
  });

  test('skips a check whose need failed, without running it', async () => {
    let ran = false;
    const dependent = check('cgroup', async () => ((ran = true), ok('v2')), ['daemon']);
    const outcomes = await outcomesOf([check('daemon', async () => failure('dead', 'start it')), dependent]);
    expect(outcomes[1]).toEqual(skipped('daemon failed'));
    expect(ran).toBe(false);
  });

  test('gives the reason at the root to what depends on a skipped check', async () => {
    const checks = [
      check('daemon', async () => failure('dead', 'start it')),
      check('cluster', async () => ok('ready'), ['daemon']),
      check('cluster-images', async () => ok('there'), ['cluster']),
    ];
    expect((await outcomesOf(checks))[2]).toEqual(skipped('daemon failed'));
  });

  test('runs a check whose need has only a warning', async () => {
    const checks = [check('kind', async () => warning('old', 'update')), check('b', async () => ok('b'), ['kind'])];
    expect((await outcomesOf(checks))[1]).toEqual(ok('b'));
  });

  test('runs a check whose need is not in the list', async () => {
    expect(await outcomesOf([check('images', async () => ok('there'), ['cluster'])])).toEqual([ok('there')]);
  });

  test('fails a check that does not answer in time, with the command that asks by hand', async () => {
    expect(await outcomesOf([check('daemon', never)], 0.02)).toEqual([
      failure('no answer within 0.02 s', 'look at daemon'),
    ]);
  });

  test('tells a check by its signal that time is up', async () => {
    let heard: AbortSignal | undefined;
    await outcomesOf([check('daemon', (signal) => ((heard = signal), never()))], 0.02);
    expect(heard?.aborted).toBe(true);
  });

  test('lets the others answer while one hangs', async () => {
    const outcomes = await outcomesOf([check('hangs', never), check('answers', async () => ok('yes'))], 0.02);
    expect(outcomes[1]).toEqual(ok('yes'));
  });

  test('makes a failure of a fault, with its hint', async () => {
    const thrown = new Fault('environment', 'no room', { hint: 'make room' });
    expect(await outcomesOf([check('disk', () => Promise.reject(thrown))])).toEqual([failure('no room', 'make room')]);
  });

  test('makes a failure of a program that fails, with the command that asks by hand', async () => {
    const [outcome] = await outcomesOf([
      check('kind', async () => ok((await runCommand('sh', ['-c', 'echo broken >&2; exit 3'])).stdout)),
    ]);
    expect(outcome).toMatchObject({ outcome: 'failure', mend: 'look at kind' });
    expect(outcome?.found).toContain('broken');
  });

  test('passes a defect on', async () => {
    const defect = new TypeError('x is not a function');
    await expect(outcomesOf([check('node', () => Promise.reject(defect))])).rejects.toBe(defect);
  });

  test('ends with the reason of an interruption, of whatever kind that is', async () => {
    const controller = new AbortController();
    const examination = examine([check('daemon', never)], { within: 60, signal: controller.signal });
    const reason = new Fault('environment', 'interrupted');
    controller.abort(reason);
    await expect(examination).rejects.toBe(reason);
  });
});
