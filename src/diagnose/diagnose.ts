import type { Evidence } from '../evidence/evidence.ts';
import { withoutConsequences } from './explained.ts';
import { factsOf } from './facts.ts';
import type { Finding } from './finding.ts';
import type { Rule } from './rule.ts';
import { childProcessOom } from './rules/child-process-oom.ts';
import { commandNotFound } from './rules/command-not-found.ts';
import { completed } from './rules/completed.ts';
import { crash, startupCrash } from './rules/crash.ts';
import { dependencyUnreachable } from './rules/dependency-unreachable.ts';
import { heapExhausted } from './rules/heap-exhausted.ts';
import { imagePull } from './rules/image-pull.ts';
import { invalidConfig } from './rules/invalid-config.ts';
import { limitTooLowToStart } from './rules/limit-too-low-to-start.ts';
import { limitTooLow } from './rules/limit-too-low.ts';
import { loadSpike } from './rules/load-spike.ts';
import { memoryLeak } from './rules/memory-leak.ts';
import { missingConfig, missingKey } from './rules/missing-reference.ts';
import { missingVariable } from './rules/missing-variable.ts';
import { nodeMemoryPressure } from './rules/node-memory-pressure.ts';
import { noFault } from './rules/none.ts';
import { oomUnclassified } from './rules/oom-unclassified.ts';
import { healthCheckError, livenessProbeWrong, slowStart } from './rules/probe-kills.ts';
import { readinessFailing } from './rules/readiness-failing.ts';
import { admissionDenied, quotaExceeded } from './rules/refused-pods.ts';
import { startError } from './rules/start-error.ts';
import { terminated } from './rules/terminated.ts';
import { unschedulable } from './rules/unschedulable.ts';
import { volumeUnavailable } from './rules/volume-unavailable.ts';

/** Causes before their consequences: what a rule of an earlier line has found on a container, a later one leaves alone. */
const stages: readonly (readonly Rule[])[] = [
  [imagePull, missingConfig, missingKey],
  [limitTooLowToStart, commandNotFound],
  [startError],
  [nodeMemoryPressure],
  [memoryLeak, limitTooLow, loadSpike, heapExhausted, oomUnclassified],
  [childProcessOom],
  [slowStart, livenessProbeWrong, healthCheckError],
  [dependencyUnreachable],
  [invalidConfig, missingVariable],
  [startupCrash, crash, terminated, completed],
  [readinessFailing],
  [unschedulable, volumeUnavailable, quotaExceeded, admissionDenied],
];

/**
 * Names the causes that the evidence shows, the surest first. Never empty: where nothing is wrong, the one finding is
 * `none`, with the reason. Pure: the same evidence gives the same findings, anywhere and at any time.
 */
export function diagnose(evidence: Evidence): Finding[] {
  const facts = factsOf(evidence);
  const findings = withoutConsequences(stages.map((rules) => rules.flatMap((rule) => rule.find(facts))));
  if (findings.length === 0) return [noFault(facts)];
  return findings.sort((a, b) => b.confidence - a.confidence || b.pods.length - a.pods.length);
}
