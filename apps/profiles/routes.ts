import type { Express } from 'express';
import type { Profiles } from './profiles.ts';

/** Suggestions out, by user. */
export function routes(http: Express, profiles: Profiles, working: boolean): void {
  http.get('/users/:user/suggestions', ({ params: { user } }, response) => {
    const suggestions = working ? profiles.of(user).suggestions : [];
    response.json({ user, suggestions });
  });
}
