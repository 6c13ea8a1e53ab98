import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/diagnose.ts';
import { findingsOn, parseTarget } from '../../../src/diagnose/target.ts';
import { readBundle } from '../../../src/evidence/read-bundle.ts';

const evidence = await readBundle(join(import.meta.dirname, '../../fixtures/bundles/memory-leak'));
const findings = diagnose(evidence);
const [pod = ''] = evidence.pods.map(({ metadata }) => metadata.name);

describe('a target', () => {
  test.each([
    ['deploy/orders', 'Deployment'],
    ['Deployments/orders', 'Deployment'],
    ['po/orders', 'Pod'],
    ['sts/orders', 'StatefulSet'],
    ['svc/orders', 'Service'],
  ])('%s is a %s', (text, kind) => {
    expect(parseTarget(text)).toEqual({ kind, name: 'orders' });
  });

  test.each(['orders', 'deploy/', '/orders', 'deploy/a/b', 'node/a', ''])('%j is none', (text) => {
    expect(() => parseTarget(text)).toThrow(/^expected deploy\/NAME, pod\/NAME, .* got /);
  });
});

describe('of the findings on a namespace, those on', () => {
  test('a Deployment are those on its pods', () => {
    expect(findingsOn({ kind: 'Deployment', name: 'ledger' }, findings, evidence)).toEqual(findings);
  });

  test('a pod are those that it shows', () => {
    expect(findingsOn({ kind: 'Pod', name: pod }, findings, evidence)).toEqual(findings);
  });

  test('an object that none speaks of are the one that says so, and counts the others', () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'front' } };
    const more = { ...evidence, others: { ...evidence.others, services: [service] } };
    const target = { kind: 'Service', name: 'front' };
    expect(findingsOn(target, findings, more)).toMatchObject([
      {
        cause: 'none',
        subject: target,
        summary: 'No finding speaks of service front; 1 on other objects of the namespace.',
      },
    ]);
  });

  test('an object that is not there are an error that names the near one', () => {
    expect(() => findingsOn({ kind: 'Deployment', name: 'leger' }, findings, evidence)).toThrow(
      expect.objectContaining({
        message: 'there is no deployment/leger in namespace shop-1',
        hint: 'did you mean ledger?',
      }),
    );
  });
});
