import type { Job } from '../models/job.ts';

const first = 10_000;
const longest = 600_000;

/** Remembers of each Job how often it failed since its last success: 10 s, 20 s, … up to 10 min before the next pod. */
export interface BackOff {
  note(job: Job, ended: { succeeded: number; failed: number }, now: number): void;
  /** Milliseconds until a new pod may be made; 0: now. */
  left(job: Job, now: number): number;
  forget(uid: string): void;
}

export function createBackOff(): BackOff {
  const records = new Map<string, { failures: number; at: number }>();
  return {
    note({ metadata }, { succeeded, failed }, now) {
      if (succeeded > 0) records.delete(metadata.uid);
      if (failed === 0) return;
      const { failures } = records.get(metadata.uid) ?? { failures: 0 };
      records.set(metadata.uid, { failures: failures + failed, at: now });
    },
    left({ metadata }, now) {
      const record = records.get(metadata.uid);
      if (record === undefined) return 0;
      const wait = Math.min(first * 2 ** (record.failures - 1), longest);
      return Math.max(0, record.at + wait - now);
    },
    forget: (uid) => records.delete(uid),
  };
}
