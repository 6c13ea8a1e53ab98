import { z } from 'zod';
import { runCommand } from '../shared/command.ts';
import { Fault } from '../shared/errors.ts';

/** An image as Docker has it. */
export interface LocalImage {
  /** "sha256:…" */
  id: string;
  labels: Record<string, string>;
}

const inspected = z.array(
  z.looseObject({
    Id: z.string(),
    RepoTags: z.array(z.string()).nullish(),
    Config: z.looseObject({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
  }),
);

/** The images that Docker has of `refs`, by reference; those that it has not are left out. */
export async function findLocalImages(refs: readonly string[], signal?: AbortSignal): Promise<Map<string, LocalImage>> {
  if (refs.length === 0) return new Map();
  const args = ['image', 'inspect', ...refs];
  const { stdout, stderr } = await runCommand('docker', args, { signal, reject: false, timeoutSeconds: 60 });
  const others = stderr.split('\n').filter((line) => line.trim() !== '' && !/no such image/i.test(line));
  if (others.length > 0) {
    throw new Fault('environment', `Docker does not say which images it has: ${others.join(' ')}`, {
      hint: 'leaklab doctor',
    });
  }
  const images = inspected.parse(JSON.parse(stdout));
  return new Map(
    images.flatMap(({ Id, RepoTags, Config }) =>
      (RepoTags ?? []).map((ref) => [ref, { id: Id, labels: Config?.Labels ?? {} }] as const),
    ),
  );
}
