import { join, resolve } from 'node:path';

/** The checkout: where apps/, scenarios/ and manifests/ are. */
export const projectRoot = resolve(import.meta.dirname, '../..');

/** Where leaklab keeps what it makes: runs, kubeconfig, image builds. `LEAKLAB_HOME`, or `.leaklab` in this folder. */
export function stateFolder(): string {
  return resolve(process.env['LEAKLAB_HOME'] ?? '.leaklab');
}

export function kubeconfigPath(): string {
  return join(stateFolder(), 'kubeconfig');
}

export const scenariosFolder = join(projectRoot, 'scenarios');
