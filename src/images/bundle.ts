import { chmod } from 'node:fs/promises';

/** Writes a release and all that it imports as one ESM file that plain node runs. */
export async function bundle(entry: string, file: string): Promise<void> {
  // Only a build pays for loading the bundler.
  const { build } = await import('rolldown');
  await build({
    input: entry,
    platform: 'node',
    logLevel: 'silent',
    output: { file, format: 'esm', sourcemap: false, codeSplitting: false },
  });
  // COPY keeps the mode, and the image's user is not the one who builds.
  await chmod(file, 0o644);
}
