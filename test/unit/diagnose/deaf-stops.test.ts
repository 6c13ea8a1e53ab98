import { expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/diagnose.ts';
import type { Ending } from '../../../src/evidence/ending.ts';
import { noOthers } from '../../../src/evidence/evidence.ts';
import type { Evidence } from '../../../src/evidence/evidence.ts';
import { at, evidenceOf, idA, killOf, podOf, terminated } from '../evidence/evidence-of.ts';

const owner = { kind: 'Deployment', name: 'ledger', uid: 'd', controller: true };
const set = (name: string) => ({ metadata: { name, ownerReferences: [owner] } });
const others = { ...noOthers(), replicasets: [set('ledger-5d4f8'), set('ledger-77aaa')] };

/** A pod of the revision before, that was asked to end 14 s after its start and did after `waited` s of its 6. */
function stopped(exitCode: number, waited: number, different: Partial<Ending> = {}): Ending {
  const state = terminated(exitCode, exitCode === 0 ? 'Completed' : 'Error', { finishedAt: at(14 + waited) });
  const stop = { askedAt: at(14), graceSeconds: 6 };
  return { pod: 'ledger-77aaa-c4c4c', container: 'app', containerId: idA, restart: 0, state, stop, ...different };
}

function causesOf(ending: Ending, more: Partial<Evidence> = {}) {
  return diagnose(evidenceOf({ pods: [podOf(undefined)], others, endings: [ending], ...more })).map(
    ({ cause }) => cause,
  );
}

test('who is asked to end and waits to be killed is named, with the time that it took', () => {
  const [finding] = diagnose(evidenceOf({ pods: [podOf(undefined)], others, endings: [stopped(137, 6)] }));
  expect(finding).toMatchObject({
    cause: 'terminated',
    subject: { kind: 'Deployment', name: 'ledger', container: 'app' },
    pods: ['ledger-5d4f8-x2x2x'],
    figures: { stops: 1, graceSeconds: 6 },
  });
  expect(finding?.for.map(({ text }) => text)).toContainEqual(expect.stringContaining('killed 6 s later'));
});

test.each([
  ['ends by itself', stopped(0, 1)],
  ['takes its time and ends by itself', stopped(0, 6)],
  ['ends by the default action of SIGTERM', stopped(143, 0)],
  ['was killed long before its time was over', stopped(137, 2)],
  ['was given no time', stopped(137, 0, { stop: { askedAt: at(14), graceSeconds: 1 } })],
  ['belongs to something else', stopped(137, 6, { pod: 'other-77aaa-c4c4c' })],
  ['is another container', stopped(137, 6, { container: 'proxy' })],
  ['ended in a pod that nobody had deleted', { ...stopped(137, 6), stop: undefined, containerId: '' }],
])('no stop is deaf that %s', (_who, ending) => {
  expect(causesOf(ending)).not.toContain('terminated');
});

test('who was killed for memory while it was asked to end is not called deaf', () => {
  expect(causesOf(stopped(137, 6), { kernelKills: [killOf(idA, 20)] })).not.toContain('terminated');
});
