/** What several parts of `scenario.yaml` are made of. */
import { z } from 'zod';
import { durationPattern, parseDuration } from './duration.ts';

export const textOf = (pattern: RegExp, expected: string) => z.string(expected).regex(pattern, expected);

export const duration = () =>
  textOf(durationPattern, 'a duration such as 90s, 45m, 2h or 7d')
    .transform((text) => parseDuration(text) ?? 0)
    .describe('A whole number and a unit: s, m, h or d.');

/** A path that climbs would reach other objects of the cluster through the API server's proxy. */
export const servicePath = () =>
  textOf(
    /^\/(?!.*(?:\.\.|%2e|%2f|\\|#|\s|\/\/)).*$/i,
    'a path that starts with "/", with its query, without "..", "//", "#" or spaces',
  );
