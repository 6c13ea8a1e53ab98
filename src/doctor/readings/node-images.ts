import { runCommand } from '../../shared/command.ts';

/** The `kindest/node` images that Docker has, by tag, or by digest where they have no tag. */
export async function readNodeImages(signal?: AbortSignal): Promise<string[]> {
  const args = ['images', 'kindest/node', '--format', '{{.Repository}}\t{{.Tag}}\t{{.Digest}}'];
  const { stdout } = await runCommand('docker', args, { signal, timeoutSeconds: 15 });
  return toNodeImages(stdout);
}

/** kind pulls its default image by digest, and Docker then shows `<none>` for the tag. */
export function toNodeImages(lines: string): string[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [repository = '', tag = '', digest = ''] = line.split('\t');
      return tag === '<none>' ? `${repository}@${digest}` : `${repository}:${tag}`;
    });
}

/** Docker has an image by this reference, tag or digest. */
export async function hasImage(reference: string, signal?: AbortSignal): Promise<boolean> {
  const args = ['image', 'inspect', '--format', '{{.Id}}', reference];
  const { exitCode } = await runCommand('docker', args, { signal, reject: false, timeoutSeconds: 15 });
  return exitCode === 0;
}
