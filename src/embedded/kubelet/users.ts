import { existsSync, readFileSync } from 'node:fs';

/** The first group of a user, as /etc/passwd has it; undefined for a user that it does not know. */
export function groupOfUser(user: number, file = '/etc/passwd'): number | undefined {
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const group = lines.map((line) => line.split(':')).find(([, , id]) => id === String(user))?.[3];
  return group === undefined ? undefined : Number(group);
}
