import { z } from 'zod';
import type { AnyObject } from '../../../src/evidence/objects.ts';
import type { KubeApi } from '../../../src/kube/api.ts';
import { referenceOf } from '../../../src/kube/api.ts';
import { deleteNamespace, namespaceObject } from '../../../src/run/namespace.ts';
import { messageOf } from '../../../src/shared/errors.ts';
import { waitUntil } from '../../../src/shared/retry.ts';
import { manifestsOf } from './manifests.ts';
import type { Recorder } from './recorder.ts';
import { Recording } from './recording.ts';
import type { Situation } from './situation.ts';
import type { Told } from './told.ts';
import { transcriptOf } from './transcript.ts';
import type { Section } from './transcript.ts';

/** Seconds for a situation to show itself. */
const patience = 120;
/** Milliseconds without anything new after which a situation has come to rest: the next look of a kubelet takes longer. */
const quiet = 2500;
/** Milliseconds that one without rest gets. */
const longest = 6000;

/**
 * Starts that fail for no fault of the workload: under load on cgroup v1 runc now and then cannot freeze a container
 * (https://github.com/kubernetes/kubernetes/issues/131087).
 */
const disturbed = /unable to freeze/;
const mostTakes = 5;

/**
 * Deploys a situation in a namespace of its own, records what becomes of it until it has shown itself, and deletes it.
 * What was disturbed by the environment is played again. What did not show itself is told with all that was seen.
 */
export async function play(api: KubeApi, recorder: Recorder, situation: Situation, id: string): Promise<Section[]> {
  for (let take = 1; ; take += 1) {
    const recording = new Recording(`${situation.name}-${id}-${take}`);
    recorder.add(recording);
    const why = await deploy(api, recording, situation, id).then(() => undefined, messageOf);
    recording.close();
    await deleteNamespace(api, recording.namespace);
    if (isDisturbed(recording) && take < mostTakes) continue;
    const told = transcriptOf(recording, situation.endsAt);
    return why === undefined ? told : [{ title: 'in vain', lines: [{ text: why, held: Infinity }] }, ...told];
  }
}

async function deploy(api: KubeApi, recording: Recording, situation: Situation, id: string): Promise<void> {
  const { namespace } = recording;
  await api.apply(namespaceObject(namespace, { id, keep: false }));
  await accountReady(api, namespace);
  for (const object of await manifestsOf(situation.name)) {
    await api.apply(object, namespace);
    if (object.kind === 'ResourceQuota') await quotaCounted(api, object, namespace);
  }
  await shown(recording, situation.until);
  if (situation.next !== undefined) {
    await settled(recording);
    await situation.next.act(api, namespace);
    await shown(recording, situation.next.until);
  }
  await settled(recording);
}

async function shown(recording: Recording, until: Told): Promise<void> {
  await waitUntil({ for: 'the situation to show itself', within: patience, every: 0.1 }, () => {
    if (isDisturbed(recording)) throw new Error('the environment got in the way');
    return until(recording) ? true : undefined;
  });
}

function isDisturbed(recording: Recording): boolean {
  return recording.latest('Event').some(({ message }) => typeof message === 'string' && disturbed.test(message));
}

async function settled(recording: Recording): Promise<void> {
  const begun = Date.now();
  await waitUntil({ for: 'rest', within: patience, every: 0.1 }, () => {
    const now = Date.now();
    return now - recording.changedAt > quiet || now - begun > longest ? true : undefined;
  });
}

/** A pod is refused while its namespace's default ServiceAccount is not there yet. */
async function accountReady(api: KubeApi, namespace: string): Promise<void> {
  const reference = { apiVersion: 'v1', kind: 'ServiceAccount', namespace };
  await waitUntil({ for: 'the ServiceAccount', within: 30, every: 0.1 }, async () =>
    (await api.list(reference)).items.length > 0 ? true : undefined,
  );
}

const counted = z.looseObject({ status: z.looseObject({ used: z.record(z.string(), z.string()) }) });

/** Before a quota is counted for the first time it refuses everything, in other words. */
async function quotaCounted(api: KubeApi, quota: AnyObject, namespace: string): Promise<void> {
  await waitUntil({ for: 'the quota to be counted', within: 30, every: 0.1 }, async () =>
    counted.safeParse(await api.get({ ...referenceOf(quota), namespace })).success ? true : undefined,
  );
}
