import { parseTime } from '../evidence/death-window.ts';
import { nodeSchema } from '../evidence/objects.ts';
import type { Pod } from '../evidence/objects.ts';
import { formatSeconds, parseQuantity } from '../shared/quantity.ts';
import type { Aftermath, Baseline, Instance } from '../verify/case.ts';
import { brokenGuardrails } from '../verify/guardrails.ts';
import { judge, outlived } from '../verify/judge.ts';
import { awaitOthers } from './await-others.ts';
import type { RunContext } from './context.ts';
import { awaitReturn } from './await-return.ts';
import { readGuardedIfThere } from './guarded.ts';
import { lifetimeOf } from './instance.ts';
import type { ObservedInstance } from './instance.ts';
import { checkInvariants } from './invariants.ts';
import { livesAfter } from './lives-after.ts';
import { awaitRollout } from './rollout.ts';
import { childKillsOf } from './symptom/child-kills.ts';
import { stopAgain } from './provoke-stop.ts';
import { lookFor } from './symptom/look.ts';
import { refusedAgain } from './symptom/refused-again.ts';
import { witnessGaps } from './witness-gaps.ts';
import { WorkRate } from './work-rate.ts';

/** How long a container must have lived after the remedy, in old times to failure; and never less than this in seconds. */
const lifetimes = 2.2;
const shortest = 20;
const shortestMasked = 8;
/** How long the watch must go on after the rollout, in old times to failure: the judge asks for 1.5. */
const afterRollout = 1.6;
/** How long is looked for harm, in seconds, where there was no fault. */
const harmWatch = 12;
/** A starved machine shows less in the same time: what leaves the verdict open is watched on for half as long, so often. */
const extensions = 2;

/**
 * Watches the workload after the remedy until enough is seen for a verdict. The watch may begin later than the remedy:
 * what nobody saw of a container's life until then does not count.
 */
export async function watchAftermath(
  context: RunContext,
  baseline: Baseline,
  remedy: Aftermath['remedy'],
  remedyAt: number,
): Promise<Aftermath> {
  const { lab, observation } = context;
  const inEffectAt = (remedy.outcome === 'refused' ? null : await awaitOthers(context)) ?? remedyAt;
  const since = lab.clock.now();
  const isBack = () => showsItAgain(context, baseline, remedyAt);
  const rollout =
    remedy.outcome === 'refused' ? { state: 'complete', detail: '' } : await awaitRollout(context, isBack);
  const rolledOutAt = lab.clock.now();
  const survivors = new Set(
    observation
      .pods()
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
      .map(({ metadata }) => metadata.uid ?? ''),
  );
  // A remedy may rename the container: it is watched under either name.
  const guarded = await readGuardedIfThere(context);
  const { container } = context.plan.scenario.workload;
  const containers = new Set([container, ...(guarded?.containers ?? []).map(({ name }) => name)]);
  const ours = () => {
    const brought = observation.allPods().filter((pod) => isSince(pod, remedyAt));
    const pods = new Set([...survivors, ...brought.map(({ metadata }) => metadata.uid ?? '')]);
    return livesAfter(observation.instances(), { containers, pods, remedyAt: inEffectAt, anew: !baseline.memory });
  };
  const workRate = new WorkRate(context);
  const old = median(baseline.timesToFailure) ?? (baseline.decoy === true ? harmWatch / afterRollout : shortest);
  /** What the service does while it is there: that it died is another matter, and is judged as such. */
  const invariants = async () => {
    const dead = ours().filter((instance) => isDecisive(observation.isSettled(instance), instance));
    // One that died so soon has failed, whatever the service answers.
    const failed = dead.some((instance) => (lifetimeOf(instance) ?? 0) < outlived * old);
    if (remedy.outcome === 'refused' || rollout.state !== 'complete' || failed) return checkInvariants(context);
    if (dead.length > 0) await awaitReturn(context);
    const first = await checkInvariants(context);
    if (first.every(({ held }) => held)) return first;
    // It may have died just now, which its status says a moment later.
    await lab.clock.sleep(2000, context.signal);
    await awaitReturn(context);
    return checkInvariants(context);
  };
  const seen = async (): Promise<Aftermath> => {
    const asked = await invariants();
    const instances = ours().map((instance) => toInstance(context, instance, { since, rolledOutAt }, baseline.memory));
    return {
      remedy,
      rolloutComplete: rollout.state !== 'unfinished',
      rolloutDetail: rollout.detail,
      watchedSeconds: (lab.clock.now() - rolledOutAt) / 1000,
      guarded: await readGuardedIfThere(context),
      nodeMemory: await nodeMemory(context),
      instances,
      invariants: asked,
      workRate: workRate.perSecond(),
      load: context.load?.measureAfter(rolledOutAt) ?? null,
      environment: [
        ...witnessGaps(instances, baseline.memory ? since : rolledOutAt, lab.clock.now()),
        ...(context.load?.troubles() ?? []),
      ],
    };
  };
  if (remedy.outcome === 'refused' || rollout.state !== 'complete') return seen();
  if (context.plan.scenario.symptom.kind === 'stop') {
    const stops = await stopAgain(context);
    const { instances, ...rest } = await seen();
    // It was the run itself that had the pods replaced.
    return { ...rest, instances: instances.map((instance) => ({ ...instance, replaced: false })), stops };
  }
  const objects = { guarded, nodeMemory: await nodeMemory(context), instances: [] };
  const isMasked = brokenGuardrails(baseline.guarded, objects).length > 0;
  // A guardrail that is gone decides, unless the fault comes back as soon as it did: there is no trend to be seen.
  const atLeast = isMasked ? Math.max(shortestMasked, afterRollout * old) : Math.max(shortest, lifetimes * old);
  const needed = baseline.decoy === true ? harmWatch : atLeast;
  const times = { since, rolledOutAt, old, needed };
  // Crash-loop back-off may pass twice before a container has lived long enough.
  await watch(context, ours, workRate, times, 2 * times.needed + 90);
  let aftermath = await seen();
  for (let extension = 1; extension <= extensions && isOpen(context, baseline, aftermath); extension += 1) {
    await watch(context, ours, workRate, { ...times, needed: times.needed * (1 + extension / 2) }, times.needed);
    aftermath = await seen();
  }
  return aftermath;
}

/** Whether a pod that the remedy brought shows the fault as it was, and in no longer time. */
function showsItAgain(context: RunContext, baseline: Baseline, remedyAt: number): boolean {
  // Where there was no fault, none can come back.
  if (baseline.decoy === true) return false;
  const brought = new Set(
    context.observation
      .pods()
      .filter((pod) => isSince(pod, remedyAt) && !baseline.pods.includes(pod.metadata.name))
      .map(({ metadata }) => metadata.name),
  );
  const old = median(baseline.timesToFailure) ?? shortest;
  if (refusedAgain(context, remedyAt)) return true;
  return lookFor(context.plan.scenario.symptom)(context).some(
    ({ pod, after, ended }) => pod !== null && brought.has(pod) && (ended === null || (after ?? 0) < outlived * old),
  );
}

/** Kubernetes gives times in whole seconds, rounded down. */
function isSince({ metadata }: Pod, remedyAt: number): boolean {
  return (parseTime(metadata.creationTimestamp) ?? 0) >= remedyAt - 1000;
}

/** True where more of the same might still lead to a verdict. */
function isOpen({ plan }: RunContext, baseline: Baseline, aftermath: Aftermath): boolean {
  if (aftermath.environment.length > 0 || baseline.decoy === true) return false;
  const options = { speedup: plan.pace.speedup, horizonSeconds: plan.scenario.horizon };
  return judge(baseline, aftermath, options).verdict === 'inconclusive';
}

/** In milliseconds since the Unix epoch and in seconds. */
interface Times {
  since: number;
  rolledOutAt: number;
  /** The old time to failure. */
  old: number;
  /** How long a container must have lived. */
  needed: number;
}

async function watch(
  { lab, observation, journal, signal }: RunContext,
  ours: () => ObservedInstance[],
  workRate: WorkRate,
  { since, rolledOutAt, old, needed }: Times,
  atMost: number,
): Promise<void> {
  const until = lab.clock.now() + atMost * 1000;
  let asked = 0;
  while (lab.clock.now() < until) {
    observation.announceDeaths();
    const now = lab.clock.now();
    if (now - asked >= 1000) {
      asked = now;
      void workRate.ask().catch(() => undefined);
    }
    const instances = ours();
    if (instances.some((instance) => isDecisive(observation.isSettled(instance), instance))) return;
    if (instances.some((instance) => childKillsOf(instance, now).some(({ time }) => time >= since))) return;
    const alive = instances.filter(({ endSeenAt, startedAt }) => endSeenAt === null && startedAt !== null);
    const youngest = Math.min(...alive.map(({ startedAt }) => (now - Math.max(startedAt ?? now, since)) / 1000));
    // A rollout may be seen late, when its containers have lived for long already.
    const watched = (now - rolledOutAt) / 1000;
    if (alive.length > 0 && youngest >= needed && watched >= afterRollout * old) return;
    const lived = Number.isFinite(youngest) ? youngest : 0;
    const text = `watching what the remedy does, ${formatSeconds(Math.floor(lived))} of ${formatSeconds(Math.ceil(needed))}`;
    journal.say({ type: 'progress', text });
    await lab.clock.sleep(250, signal);
  }
}

/** Any death of a container that nobody deleted says what the remedy is worth. */
function isDecisive(settled: boolean, instance: ObservedInstance): boolean {
  return instance.termination !== null && !instance.deleted && settled;
}

/**
 * @param starting - true where memory counts from the start on; else only from when the rollout was complete, since a
 *   service that loads much before it is ready climbs until then
 */
function toInstance(
  { observation, lab }: RunContext,
  instance: ObservedInstance,
  { since, rolledOutAt }: Pick<Times, 'since' | 'rolledOutAt'>,
  starting: boolean,
): Instance {
  const { pod, container, containerId, endSeenAt, deleted } = instance;
  const samples = starting ? instance.samples : instance.samples.filter(({ time }) => time >= rolledOutAt);
  return {
    pod,
    container,
    containerId,
    startedAt: instance.startedAt ?? instance.samples[0]?.time ?? rolledOutAt,
    endedAt: endSeenAt,
    death: deleted ? null : observation.deathOf(instance),
    childKills: childKillsOf(instance, lab.clock.now()).filter(({ time }) => time >= since),
    replaced: deleted && endSeenAt !== null && endSeenAt > rolledOutAt,
    samples,
  };
}

/** The smallest node's allocatable memory: a limit above it limits nothing. */
async function nodeMemory({ lab, signal }: RunContext): Promise<number | null> {
  const { items } = await lab.cluster.api.list({ apiVersion: 'v1', kind: 'Node' }, {}, signal);
  const sizes = items
    .map((item) => parseQuantity(nodeSchema.parse(item).status?.allocatable?.['memory'] ?? ''))
    .filter((size) => size !== undefined);
  return sizes.length === 0 ? null : Math.min(...sizes);
}

function median(values: number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
