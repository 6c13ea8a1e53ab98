import type { Evidence } from '../evidence/evidence.ts';
import { factsOf } from './facts.ts';
import type { Finding } from './finding.ts';
import type { Rule } from './rule.ts';
import { heapExhausted } from './rules/heap-exhausted.ts';
import { limitTooLow } from './rules/limit-too-low.ts';
import { loadSpike } from './rules/load-spike.ts';
import { memoryLeak } from './rules/memory-leak.ts';
import { noFault } from './rules/none.ts';
import { oomUnclassified } from './rules/oom-unclassified.ts';

const rules: readonly Rule[] = [memoryLeak, limitTooLow, loadSpike, heapExhausted, oomUnclassified];

/**
 * Names the causes that the evidence shows, the surest first. Never empty: where nothing is wrong, the one finding is
 * `none`, with the reason. Pure: the same evidence gives the same findings, anywhere and at any time.
 */
export function diagnose(evidence: Evidence): Finding[] {
  const facts = factsOf(evidence);
  const findings = rules.flatMap((rule) => rule.find(facts));
  if (findings.length === 0) return [noFault(facts)];
  return findings.sort((a, b) => b.confidence - a.confidence || b.pods.length - a.pods.length);
}
