import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Fault } from '../shared/errors.ts';
import type { RunContext } from './context.ts';

const kubeconfigSchema = z.looseObject({
  contexts: z.array(z.looseObject({ name: z.string(), context: z.looseObject({ cluster: z.string() }) })),
});

/**
 * A kubeconfig for programs under test: its current context is the run's namespace. It holds no credentials; it is
 * merged with the cluster's own file, which KUBECONFIG names after it.
 */
export async function writeRunKubeconfig(context: RunContext): Promise<string> {
  const { lab, namespace, plan } = context;
  const files = lab.cluster.kubeconfig.split(delimiter);
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const contexts = texts.flatMap((text) => kubeconfigSchema.safeParse(parse(text)).data?.contexts ?? []);
  const found = contexts.find(({ name }) => name === lab.cluster.context);
  if (found === undefined) {
    throw new Fault('environment', `the context "${lab.cluster.context}" is no longer in ${files.join(', ')}`);
  }
  const own = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'lab',
    contexts: [{ name: 'lab', context: { ...found.context, namespace } }],
  };
  await mkdir(plan.folder, { recursive: true });
  await writeFile(kubeconfigFile(plan.folder), `${JSON.stringify(own)}\n`, { mode: 0o600 });
  return [kubeconfigFile(plan.folder), ...files].join(delimiter);
}

export async function removeRunKubeconfig(folder: string): Promise<void> {
  await rm(kubeconfigFile(folder), { force: true });
}

function kubeconfigFile(folder: string): string {
  return join(folder, 'kubeconfig');
}
