import { runCommand } from '../../shared/command.ts';

/** A node of a kind cluster, as Docker has it. */
export interface KindContainer {
  name: string;
  /** "running", "exited", "paused", … */
  state: string;
  isControlPlane: boolean;
  /** "kindest/node:v1.34.4", with a digest where it was pulled by one. */
  image: string;
}

const columns = ['{{.Names}}', '{{.State}}', '{{.Label "io.x-k8s.kind.role"}}', '{{.Image}}'];

/** The nodes of a kind cluster, stopped ones too; empty when there is no such cluster. */
export async function readKindContainers(cluster: string, signal?: AbortSignal): Promise<KindContainer[]> {
  const filter = `label=io.x-k8s.kind.cluster=${cluster}`;
  const args = ['ps', '--all', '--filter', filter, '--format', columns.join('\t')];
  const { stdout } = await runCommand('docker', args, { signal, timeoutSeconds: 15 });
  return toKindContainers(stdout);
}

export function toKindContainers(lines: string): KindContainer[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', state = '', role = '', image = ''] = line.split('\t');
      return { name, state, isControlPlane: role === 'control-plane', image };
    });
}
