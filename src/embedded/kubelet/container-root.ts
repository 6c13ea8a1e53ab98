import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ContainerRoot, Isolation } from './isolation.ts';
import type { Container } from './pod.ts';

/**
 * Prepares a root of the container's own where it needs one: for volumes, or a working directory that this machine does
 * not have. Others see the machine's root, which costs nothing.
 * @param folder - the pod's folder, with its volumes
 * @throws Error where there are no mount namespaces: a volume cannot be shown at its path then
 */
export function containerRoot(
  container: Container,
  cwd: string,
  folder: string,
  isolation: Isolation,
): ContainerRoot | undefined {
  const { volumeMounts } = container;
  if (volumeMounts.length === 0 && existsSync(cwd)) return undefined;
  if (isolation.kind === 'none') {
    const what = volumeMounts[0]?.mountPath ?? cwd;
    throw new Error(`cannot make ${what}: this machine lets no mount namespaces be made, which volumes need`);
  }
  const root = join(folder, 'roots', container.name);
  mkdirSync(root, { recursive: true, mode: 0o755 });
  const lines = volumeMounts.map(({ name, mountPath, subPath, readOnly }) => {
    const source = resolve(folder, 'volumes', name, subPath);
    if (!existsSync(source)) mkdirSync(source, { recursive: true });
    return [source, resolve('/', mountPath), readOnly ? 'ro' : 'rw'].join('\t');
  });
  const list = `${root}.mounts`;
  writeFileSync(list, [root, ...lines, ''].join('\n'), { mode: 0o600 });
  return { folder: root, list, cwd };
}
