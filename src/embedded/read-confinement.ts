import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLimiter } from './cgroup/open.ts';
import { trialRoot } from './kubelet/container-root.ts';
import { canJoin, openIsolation } from './kubelet/isolation.ts';

/** How containers would be limited and set apart here. */
export interface ConfinementReading {
  /** `watchdog`: memory limits would be approximate. */
  limits: 'kernel' | 'watchdog';
  /** For people. */
  description: string;
  /** What to type, or to do, to have the kernel's limits; undefined where they are. */
  mend: string | undefined;
}

/** Tries it with real processes and leaves nothing; an ordinary user's process may be in a scope of systemd's after it. */
export async function readConfinement(): Promise<ConfinementReading> {
  const folder = await mkdtemp(join(tmpdir(), 'leaklab-'));
  const limiter = await openLimiter(canJoin);
  try {
    const isolation = await openIsolation(trialRoot(join(folder, 'trial')));
    const description = `${limiter.description}; ${isolation.description}`;
    return { limits: limiter.enforcement, description, mend: limiter.mend };
  } finally {
    await limiter.close();
    await rm(folder, { recursive: true });
  }
}
