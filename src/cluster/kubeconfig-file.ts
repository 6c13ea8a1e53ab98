import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Fault } from '../shared/errors.ts';

/** The user's kubeconfig files in the order in which kubectl reads them. */
function kubeconfigFiles(): [string, ...string[]] {
  const named = process.env['KUBECONFIG'] ?? '';
  const files = (named === '' ? join(homedir(), '.kube/config') : named).split(delimiter).filter((name) => name !== '');
  const [first, ...others] = files;
  if (first === undefined) throw new Fault('usage', 'KUBECONFIG names no file');
  return [first, ...others];
}

/** The first of the files of which `has` is true; where there is none, the first, to say so of. */
export function kubeconfigWith(has: (file: string) => boolean): string {
  const files = kubeconfigFiles();
  return files.find((file) => existsSync(file) && has(file)) ?? files[0];
}
