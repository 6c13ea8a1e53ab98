import { join, resolve } from 'node:path';

/** The checkout: where apps/, scenarios/ and manifests/ are. */
export const projectRoot = resolve(import.meta.dirname, '../..');

/**
 * Where Node keeps what it made of our code. With it a process starts in about two thirds of the time, and does without
 * the 20 MiB of Node's TypeScript parser. The command sets it for itself in bin/leaklab.mjs.
 */
export const compileCache = join(projectRoot, 'node_modules/.cache/leaklab');

/** Where leaklab keeps what it makes: runs, kubeconfig, image builds. `LEAKLAB_HOME`, or `.leaklab` in this folder. */
export function stateFolder(): string {
  return resolve(process.env['LEAKLAB_HOME'] ?? '.leaklab');
}

export function kubeconfigPath(): string {
  return join(stateFolder(), 'kubeconfig');
}

export const scenariosFolder = join(projectRoot, 'scenarios');
