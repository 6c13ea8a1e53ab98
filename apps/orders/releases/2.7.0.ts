import { aRelease } from '../release.ts';
import { routes } from '../routes.ts';
import { start } from '../start.ts';

// Each route may be told once.
const told = new Set<string>();
for (const route of routes) {
  if (told.has(route)) throw new Error(`two handlers for ${route}`);
  told.add(route);
}

await start(aRelease('2.7.0'));
