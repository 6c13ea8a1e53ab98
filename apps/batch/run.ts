/** The first argument of a process that sorts; without it, a process serves. */
export const sorterRole = 'sorter';

/** The same program in two roles: the server, and the sorters that it starts as processes of their own. */
export async function run(release: string): Promise<void> {
  if (process.argv[2] === sorterRole) {
    const { sort } = await import('./sorter.ts');
    sort();
  } else {
    const { serve } = await import('./serve.ts');
    serve(release);
  }
}
