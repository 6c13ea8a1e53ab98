/** What a check found. `mend` is what to type, or to do, so that it is found otherwise. */
export type Outcome =
  { outcome: 'ok' | 'skipped'; found: string } | { outcome: 'warning' | 'failure'; found: string; mend: string };

export function ok(found: string): Outcome {
  return { outcome: 'ok', found };
}

/** The lab works, but less well than it could. */
export function warning(found: string, mend: string): Outcome {
  return { outcome: 'warning', found, mend };
}

/** The lab does not work, or only by luck. */
export function failure(found: string, mend: string): Outcome {
  return { outcome: 'failure', found, mend };
}

/** Nothing could be found out; `why` says what stood in the way. */
export function skipped(why: string): Outcome {
  return { outcome: 'skipped', found: why };
}
