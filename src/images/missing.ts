import { z } from 'zod';
import { runCommand } from '../shared/command.ts';
import { Fault } from '../shared/errors.ts';
import { contentLabel } from './content-hash.ts';
import { findLocalImages } from './local-image.ts';
import type { LocalImage } from './local-image.ts';

/** `crictl inspecti`, as far as it is read; `info` is the runtime's own and may be absent. */
const inspected = z.looseObject({
  status: z.looseObject({ id: z.string() }),
  info: z
    .looseObject({
      imageSpec: z
        .looseObject({
          config: z.looseObject({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

/**
 * Which of `refs` a kind node does not have as Docker has them now.
 * @param node - the name of the node's container
 * @throws Fault (environment) when the node cannot be asked
 */
export async function imagesMissingOn(node: string, refs: readonly string[], signal?: AbortSignal): Promise<string[]> {
  const local = await findLocalImages(refs, signal);
  const present = await Promise.all(refs.map((ref) => isPresent(node, ref, local.get(ref), signal)));
  return refs.filter((_, index) => present[index] === false);
}

async function isPresent(node: string, ref: string, local: LocalImage | undefined, signal?: AbortSignal) {
  const there = await inspectOn(node, ref, signal);
  if (there === undefined || local === undefined) return false;
  if (there.status.id === local.id) return true;
  // Docker's containerd image store names images by another digest than the node does: the label tells there.
  const hash = there.info?.imageSpec?.config?.Labels?.[contentLabel];
  return hash !== undefined && hash === local.labels[contentLabel];
}

async function inspectOn(node: string, ref: string, signal?: AbortSignal) {
  const args = ['exec', node, 'crictl', 'inspecti', ref];
  const { stdout, stderr, exitCode } = await runCommand('docker', args, { signal, reject: false, timeoutSeconds: 60 });
  if (exitCode === 0) return inspected.parse(JSON.parse(stdout));
  if (/no such image/i.test(stderr)) return undefined;
  throw new Fault('environment', `the node ${node} does not say which images it has: ${stderr.trim()}`, {
    hint: `docker ps, and if ${node} is not there: leaklab cluster down && leaklab cluster up`,
  });
}
