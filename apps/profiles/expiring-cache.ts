import type { Profile } from './profile.ts';
import type { ProfileCache } from './profile-cache.ts';

/** Profiles that go out of date after a while, and are taken out by sweeps. */
export class ExpiringCache implements ProfileCache {
  readonly #profiles = new Map<string, { profile: Profile; until: number }>();
  readonly #lives: number;
  readonly #now: () => number;

  /** @param lives - milliseconds for which a profile is up to date */
  constructor(lives: number, now: () => number = () => performance.now()) {
    this.#lives = lives;
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
  }

  /** Takes out what is out of date, the oldest first and `most` of it at most. */
  sweep(most: number): void {
    const now = this.#now();
    let left = most;
    for (const [user, { until }] of this.#profiles) {
      if (left === 0 || until >= now) return;
      this.#profiles.delete(user);
      left -= 1;
    }
  }

  get size(): number {
    return this.#profiles.size;
  }
}
