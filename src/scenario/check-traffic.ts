import { z } from 'zod';
import { near } from '../shared/near.ts';
import type { Problem } from './problem.ts';
import { loadSchema, profilesSchema } from './traffic-schema.ts';
import type { YamlDocument } from './yaml-document.ts';

const partsSchema = z.looseObject({
  load: z.unknown(),
  profiles: z.unknown(),
  remedies: z.array(z.unknown()).catch([]),
});
const remedySchema = z.looseObject({ name: z.string(), traffic: z.string() });

/** A body that is not sent, a spike longer than its round, profiles of no load, and remedies under no known profile. */
export function checkTraffic(document: YamlDocument): Problem[] {
  const parts = partsSchema.safeParse(document.value).data;
  if (parts === undefined) return [];
  const problems = checkLoad(document, parts.load);
  const names = Object.keys(profilesSchema.safeParse(parts.profiles).data ?? {});
  if (parts.profiles !== undefined && parts.load === undefined) {
    problems.push({
      ...document.keyPlace([], 'profiles'),
      message: 'profiles: expected a load that they are shares of',
    });
  }
  for (const [index, entry] of parts.remedies.entries()) {
    const remedy = remedySchema.safeParse(entry).data;
    if (remedy === undefined) continue;
    const { name, traffic } = remedy;
    const place = document.place(['remedies', index, 'traffic']);
    if (!names.includes(traffic)) {
      const meant = near(traffic, names);
      const hint = meant === undefined ? {} : { hint: `did you mean ${meant}?` };
      const known = names.join(', ') || 'none';
      const message = `remedies[${index}].traffic: "${traffic}" is none of the profiles, which are ${known}`;
      problems.push({ ...place, message, ...hint });
    } else if (!name.endsWith(`-${traffic}`)) {
      const message = `remedies[${index}].name: expected a name that ends with "-${traffic}", got "${name}"`;
      problems.push({ ...document.place(['remedies', index, 'name']), message });
    }
  }
  return problems;
}

function checkLoad(document: YamlDocument, value: unknown): Problem[] {
  const load = loadSchema.safeParse(value).data;
  if (load === undefined) return [];
  const problems: Problem[] = [];
  if (load.method === 'GET' && load.body !== undefined) {
    const message = 'load.body: a GET sends none';
    problems.push({ ...document.keyPlace(['load'], 'body'), message, hint: 'remove it, or use POST' });
  }
  if (load.shape !== 'spike') return problems;
  for (const pace of ['lab', 'real'] as const) {
    if (load[pace].lasts < load[pace].every) continue;
    const message = `load.${pace}.lasts: a spike must be shorter than the time from one to the next`;
    problems.push({ ...document.place(['load', pace, 'lasts']), message });
  }
  return problems;
}
