import { readdirSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/diagnose.ts';
import { noOthers } from '../../../src/evidence/evidence.ts';
import type { Evidence } from '../../../src/evidence/evidence.ts';
import { incident } from './incidents.ts';

const expected: [name: string, cause: string][] = [
  ['command-not-found', 'command-not-found'],
  ['command-not-found-shell', 'command-not-found'],
  ['completed', 'completed'],
  ['deaf-to-sigterm', 'terminated'],
  ['dependency-name', 'dependency-unreachable'],
  ['dependency-not-ready', 'dependency-unreachable'],
  ['dependency-refused', 'dependency-unreachable'],
  ['evicted-completed', 'node-memory-pressure'],
  ['evicted-lost', 'node-memory-pressure'],
  ['health-check-error', 'health-check-error'],
  ['health-check-hang', 'health-check-error'],
  ['healthy', 'none'],
  ['healthy-old-restart', 'none'],
  ['healthy-words', 'none'],
  ['image-name', 'image-pull'],
  ['image-never', 'image-pull'],
  ['image-pull', 'image-pull'],
  ['init-crash', 'startup-crash'],
  ['invalid-config', 'invalid-config'],
  ['invalid-config-file', 'invalid-config'],
  ['job-complete', 'none'],
  ['job-failed', 'startup-crash'],
  ['limit-range', 'quota-exceeded'],
  ['limit-too-low-start', 'limit-too-low'],
  ['missing-config', 'missing-config'],
  ['missing-config-volume', 'missing-config'],
  ['missing-key', 'missing-key'],
  ['missing-key-volume', 'missing-key'],
  ['missing-secret', 'missing-config'],
  ['missing-variable', 'missing-config'],
  ['non-root', 'start-error'],
  ['not-executable', 'start-error'],
  ['quota-exceeded', 'quota-exceeded'],
  ['readiness-failing', 'readiness-failing'],
  ['readiness-wrong-path', 'readiness-failing'],
  ['rollout-stuck-crash', 'startup-crash'],
  ['slow-start', 'slow-start'],
  ['slow-start-503', 'slow-start'],
  ['slow-start-startup-probe', 'slow-start'],
  ['startup-crash', 'startup-crash'],
  ['startup-crash-type-error', 'startup-crash'],
  ['unschedulable', 'unschedulable'],
  ['unschedulable-selector', 'unschedulable'],
  ['volume-claim', 'volume-unavailable'],
  ['volume-class', 'volume-unavailable'],
  ['wrong-probe-path', 'liveness-probe-wrong'],
  ['wrong-probe-port', 'liveness-probe-wrong'],
  ['wrong-probe-scheme', 'liveness-probe-wrong'],
];

const causesOf = (evidence: Evidence) => diagnose(evidence).map(({ cause }) => cause);
/** The sure ones of another evidence of the same incident: those must be right too. */
const sureCauses = (evidence: Evidence) =>
  diagnose(evidence)
    .filter(({ confidence }) => confidence > 0.9)
    .map(({ cause }) => cause);
const without = (...parts: string[]) => ({ missing: parts.map((part) => ({ part, why: 'forbidden' })) });

describe('the diagnosis of incidents recorded on kind', () => {
  it.each(expected)('comes to one finding for %s: %s', (name, cause) => {
    expect(causesOf(incident(name))).toEqual([cause]);
  });

  it.each(expected)('does not depend on the names in %s', (name, cause) => {
    const renamed = JSON.stringify(incident(name))
      .replaceAll('ledger', 'oom-leak-image')
      .replaceAll('"app"', '"probe"');
    expect(
      causesOf(JSON.parse(renamed.replaceAll('{app}', '{probe}').replaceAll(/\bContainer app /g, 'Container probe '))),
    ).toEqual([cause]);
  });

  it.each(expected)('is never sure of another cause for %s where events cannot be read', (name, cause) => {
    const sure = sureCauses({ ...incident(name), events: [], ...without('events.json') });
    expect(sure.filter((one) => one !== cause)).toEqual([]);
  });

  it.each(expected)('is never sure of another cause for %s where logs cannot be read', (name, cause) => {
    expect(sureCauses({ ...incident(name), logs: [], ...without('logs') }).filter((one) => one !== cause)).toEqual([]);
  });

  it.each(expected)('is never sure of another cause for %s with nothing but its pods', (name, cause) => {
    const parts = ['events.json', 'logs', 'deployments.json', 'replicasets.json', 'configmaps.json', 'secrets.json'];
    const bare = { ...incident(name), events: [], logs: [], deployments: [], others: noOthers(), ...without(...parts) };
    expect(sureCauses(bare).filter((one) => one !== cause)).toEqual([]);
  });

  it.each(expected)('quotes what it rests on for %s, each with its source', (name, cause) => {
    const [finding] = diagnose(incident(name));
    const quotes = finding?.for ?? [];
    expect(quotes.every(({ source, text }) => source !== '' && text !== '')).toBe(true);
    expect(quotes.length > 0 || cause === 'none').toBe(true);
  });
});

test('every recorded incident has its expected cause here', () => {
  const recorded = readdirSync('test/fixtures/incidents').flatMap((file) =>
    file.endsWith('.json') ? [file.replace(/\.json$/, '')] : [],
  );
  expect(expected.map(([name]) => name)).toEqual(recorded.toSorted());
});
