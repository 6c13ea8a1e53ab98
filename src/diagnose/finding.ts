import type { Quote } from '../evidence/death.ts';

/** The names are a contract: add, never rename. */
export const causes = [
  'memory-leak',
  'limit-too-low',
  'load-spike',
  'heap-exhausted',
  'child-process-oom',
  'oom-unclassified',
  'node-memory-pressure',
  'slow-start',
  'liveness-probe-wrong',
  'readiness-failing',
  'health-check-error',
  'startup-crash',
  'crash',
  'command-not-found',
  'start-error',
  'missing-config',
  'missing-key',
  'invalid-config',
  'image-pull',
  'dependency-unreachable',
  'unschedulable',
  'quota-exceeded',
  'admission-denied',
  'volume-unavailable',
  'terminated',
  'completed',
  'none',
] as const;
export type Cause = (typeof causes)[number];

/** The object that a finding speaks of. */
export interface Subject {
  kind: string;
  name: string;
  container?: string | undefined;
}

export interface Finding {
  cause: Cause;
  subject: Subject;
  /** All pods that show it. */
  pods: string[];
  /** 0 to 1: how often a finding with this evidence is right. */
  confidence: number;
  /** One sentence for a person. */
  summary: string;
  for: Quote[];
  against: Quote[];
  /** Figures that the summary rests on, each with its unit in its name. */
  figures: Record<string, number>;
  /** Commands that a person would type next. */
  next: string[];
}
