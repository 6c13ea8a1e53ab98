import type { Express } from 'express';
import type { Profiles } from './profiles.ts';

/** Suggestions that one answer has at most. */
const mostListed = 20;

/** Suggestions out, by user. */
export function routes(http: Express, profiles: Profiles, working: boolean): void {
  http.get('/users/:user/suggestions', ({ params: { user } }, response) => {
    const suggestions = working ? profiles.of(user).suggestions.slice(0, mostListed) : [];
    response.json({ user, suggestions });
  });
}
