import type { Profile } from './profile.ts';

/** Where profiles are kept once they are worked out. */
export interface ProfileCache {
  get(user: string): Profile | undefined;
  set(user: string, profile: Profile): void;
  readonly size: number;
}
