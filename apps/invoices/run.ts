import type { Release } from './release.ts';

/** The first argument of a process that prints; without it, a process serves. */
export const printerRole = 'printer';

/** The same program in two roles: the server, and the printer that it starts as a process of its own. */
export async function run(release: Release): Promise<void> {
  if (process.argv[2] === printerRole) {
    const { print } = await import('./printer.ts');
    print(release);
  } else {
    const { serve } = await import('./serve.ts');
    serve(release);
  }
}
