import type { Profile } from './profile.ts';
import type { ProfileCache } from './profile-cache.ts';

/** How many profiles come from one sweep to the next, and how many a sweep takes out at most: it has to be short. */
export interface Sweeps {
  every: number;
  most: number;
}

/** Profiles that go out of date after a while, and are taken out by sweeps. */
export class ExpiringCache implements ProfileCache {
  readonly #profiles = new Map<string, { profile: Profile; until: number }>();
  readonly #lives: number;
  readonly #sweeps: Sweeps;
  readonly #now: () => number;
  #come = 0;

  /** @param lives - milliseconds for which a profile is up to date */
  constructor(lives: number, sweeps: Sweeps, now: () => number = () => performance.now()) {
    this.#lives = lives;
    this.#sweeps = sweeps;
    this.#now = now;
  }

  get(user: string): Profile | undefined {
    const entry = this.#profiles.get(user);
    return entry === undefined || entry.until < this.#now() ? undefined : entry.profile;
  }

  set(user: string, profile: Profile): void {
    // Anew at the end of the order, in which the sweep goes.
    this.#profiles.delete(user);
    this.#profiles.set(user, { profile, until: this.#now() + this.#lives });
    this.#come += 1;
    if (this.#come % this.#sweeps.every === 0) this.#sweep();
  }

  get size(): number {
    return this.#profiles.size;
  }

  #sweep(): void {
    const now = this.#now();
    let left = this.#sweeps.most;
    for (const [user, { until }] of this.#profiles) {
      if (left === 0 || until >= now) return;
      this.#profiles.delete(user);
      left -= 1;
    }
  }
}
