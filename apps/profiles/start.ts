import { runService, settingsOrExit } from '../common/run-service.ts';
import { readSettings } from '../common/settings.ts';
import type { Settings } from '../common/settings.ts';
import { speedup } from './pace.ts';
import type { ProfileCache } from './profile-cache.ts';
import { Profiles } from './profiles.ts';
import { routes } from './routes.ts';

export interface Release {
  release: string;
  /** @param faster - how many times faster than at the incident's own pace time goes by */
  cacheFor: (faster: number) => ProfileCache;
  /** False: suggests nothing to anybody. */
  working?: boolean;
}

/** Suggests items to users, each by a profile of their own. */
export function start({ release, cacheFor, working = true }: Release): void {
  const settings: Settings = settingsOrExit('profiles', readSettings);
  const profiles = new Profiles(cacheFor(speedup[settings.pace]));

  runService({
    app: 'profiles',
    release,
    settings,
    routes: (http) => routes(http, profiles, working),
    progress: () => ({ served: profiles.served, made: profiles.made, cached: profiles.cached }),
    counts: [
      { name: 'profiles_served_total', help: 'Profiles served since the start.', read: () => profiles.served },
      { name: 'profiles_made_total', help: 'Profiles worked out since the start.', read: () => profiles.made },
    ],
    // All that it does, it is asked for.
    work: () => () => undefined,
  });
}
