import { z } from 'zod';
import type { AnyObject } from '../../../src/evidence/objects.ts';
import type { KubeApi } from '../../../src/kube/api.ts';
import { referenceOf } from '../../../src/kube/api.ts';
import { deleteNamespace, namespaceObject } from '../../../src/run/namespace.ts';
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
const mostTakes = 3;

/**
 * Deploys a situation in a namespace of its own, records what becomes of it until it has shown itself, and deletes it.
 * What was disturbed by the environment is played again.
 */
export async function play(api: KubeApi, recorder: Recorder, situation: Situation, id: string): Promise<Section[]> {
  for (let take = 1; ; take += 1) {
    const namespace = `${situation.name}-${id}-${take}`;
    const recording = await record(api, recorder, situation, { namespace, id });
    await deleteNamespace(api, namespace);
    const spoilt = recording.latest('Event').some((event) => disturbed.test(JSON.stringify(event)));
    if (!spoilt || take === mostTakes) return transcriptOf(recording, situation.endsAt);
  }
}

async function record(
  api: KubeApi,
  recorder: Recorder,
  situation: Situation,
  { namespace, id }: { namespace: string; id: string },
): Promise<Recording> {
  const recording = new Recording(namespace);
  recorder.add(recording);
  await api.apply(namespaceObject(namespace, { id, keep: false }));
  await accountReady(api, namespace);
  for (const object of await manifestsOf(situation.name)) {
    await api.apply(object, namespace);
    if (object.kind === 'ResourceQuota') await quotaCounted(api, object, namespace);
  }
  await shown(recording, situation.name, situation.until);
  if (situation.next !== undefined) {
    await settled(recording);
    await situation.next.act(api, namespace);
    await shown(recording, situation.name, situation.next.until);
  }
  await settled(recording);
  recording.close();
  return recording;
}

async function shown(recording: Recording, name: string, until: Told): Promise<void> {
  const evidence = () =>
    transcriptOf(recording)
      .map(({ title, lines }) => [title, ...lines.map(({ text }) => `  ${text}`)].join('\n'))
      .join('\n');
  await waitUntil({ for: `"${name}" to show itself`, within: patience, every: 0.1, evidence }, () =>
    until(recording) ? true : undefined,
  );
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
