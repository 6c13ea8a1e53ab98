import { describe, expect, test } from 'vitest';
import { LRUCache } from 'lru-cache';
import { ExpiringCache } from '../../../../apps/profiles/expiring-cache.ts';
import { makeProfile } from '../../../../apps/profiles/profile.ts';
import type { Profile } from '../../../../apps/profiles/profile.ts';
import { Profiles } from '../../../../apps/profiles/profiles.ts';

describe('profiles', () => {
  test('are worked out once for a user who is in the cache', () => {
    const profiles = new Profiles(new Map<string, Profile>());
    expect(profiles.of('7')).toBe(profiles.of('7'));
    expect([profiles.served, profiles.made, profiles.cached]).toEqual([2, 1, 1]);
  });

  test('are worked out anew for a user whom the cache has let go', () => {
    const profiles = new Profiles(new LRUCache<string, Profile>({ max: 2 }));
    for (const user of ['1', '2', '3', '1']) profiles.of(user);
    expect([profiles.made, profiles.cached]).toEqual([4, 2]);
  });

  test('hold a history of 700 KB, each one of its own', () => {
    expect([makeProfile('1').history.length, makeProfile('1').suggestions.length]).toEqual([700_000, 20]);
  });
});

describe('the expiring cache', () => {
  let clock = 0;
  const cacheOf = (users: string[]): ExpiringCache => {
    clock = 0;
    const cache = new ExpiringCache(1000, { every: 4, most: 2 }, () => clock);
    for (const user of users) cache.set(user, makeProfile(user));
    return cache;
  };

  test('gives no profile that is out of date', () => {
    const cache = cacheOf(['1']);
    clock = 1000;
    expect(cache.get('1')).toBeDefined();
    clock = 1001;
    expect(cache.get('1')).toBeUndefined();
  });

  test('keeps what is out of date until a sweep takes it out, as many as the sweep may', () => {
    const cache = cacheOf(['1', '2', '3']);
    clock = 2000;
    expect(cache.size).toBe(3);
    cache.set('4', makeProfile('4'));
    expect(cache.size).toBe(2);
  });

  test('loses nothing that is up to date to a sweep', () => {
    const cache = cacheOf(['1', '2']);
    clock = 800;
    cache.set('1', makeProfile('1'));
    clock = 1200;
    cache.set('3', makeProfile('3'));
    expect([cache.size, cache.get('1') === undefined, cache.get('2') === undefined]).toEqual([2, false, true]);
  });
});
