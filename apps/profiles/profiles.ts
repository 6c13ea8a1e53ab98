import { makeProfile } from './profile.ts';
import type { Profile } from './profile.ts';
import type { ProfileCache } from './profile-cache.ts';

/** Works out the profile of a user who is not in the cache. */
export class Profiles {
  readonly #cache: ProfileCache;
  #served = 0;
  #made = 0;

  constructor(cache: ProfileCache) {
    this.#cache = cache;
  }

  of(user: string): Profile {
    this.#served += 1;
    const known = this.#cache.get(user);
    if (known !== undefined) return known;
    this.#made += 1;
    const profile = makeProfile(user);
    this.#cache.set(user, profile);
    return profile;
  }

  get cached(): number {
    return this.#cache.size;
  }

  /** Profiles served, and those of them that were worked out anew, since the start. */
  get served(): number {
    return this.#served;
  }
  get made(): number {
    return this.#made;
  }
}
