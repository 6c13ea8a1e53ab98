import { runCommand } from '../shared/command.ts';

/** The newest `kindest/node` image that Docker has; undefined when it has none. */
export async function newestLocalNodeImage(): Promise<string | undefined> {
  const args = ['images', 'kindest/node', '--format', '{{.Repository}}:{{.Tag}}'];
  const { stdout } = await runCommand('docker', args, { timeoutSeconds: 30 });
  const images = stdout.split('\n').filter((line) => line.startsWith('kindest/node:v'));
  return images.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
}
