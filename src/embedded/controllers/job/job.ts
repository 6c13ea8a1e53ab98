import { timestamp } from '../../store/new-object.ts';
import type { StatusError } from '../../store/status-error.ts';
import { same } from '../canonical.ts';
import { claimants } from '../claim.ts';
import { keyOf, locate, parseKey } from '../controller.ts';
import type { Context, ControllerPlan } from '../controller.ts';
import { createRecorder } from '../events/recorder.ts';
import { readJob } from '../models/job.ts';
import type { Job, JobStatus } from '../models/job.ts';
import type { Pod } from '../models/pod.ts';
import { createPod, deletePod, isNamespaceGoing } from '../pod-control.ts';
import type { Work } from '../pod-control.ts';
import { isReady } from '../pod-state.ts';
import { createBackOff } from './back-off.ts';
import type { BackOff } from './back-off.ts';
import { failureOf, has, isFinished, reached, withCondition } from './conditions.ts';
import { podsOf, release, trackingFinalizer } from './pods.ts';
import type { JobPods } from './pods.ts';

const resource = 'jobs.batch';

/** Runs a Job's pods until enough have succeeded or too many have failed (pkg/controller/job). */
export function jobController(context: Context): ControllerPlan {
  const recorder = createRecorder(context, 'job-controller');
  const backOff = createBackOff();
  return {
    name: 'job',
    sources: [
      { resource, keys: (job) => [keyOf(job)] },
      { resource: 'pods', keys: (pod) => claimants(context.store, { resource, kind: 'Job' }, pod) },
    ],
    sync(key) {
      const stored = context.store.find(parseKey(resource, key));
      if (stored === undefined) return undefined;
      const job = readJob(stored);
      return isFinished(job) ? expire(context, backOff, job) : syncJob({ context, recorder, owner: job }, backOff);
    },
  };
}

type JobWork = Work & { owner: Job };

function syncJob(work: JobWork, backOff: BackOff): number | undefined {
  const { context, owner: job } = work;
  const now = context.clock.now();
  const pods = podsOf(context, job);
  backOff.note(job, { succeeded: pods.succeeded.length, failed: pods.failed.length }, now);
  const counted = count(job, pods, now);
  const failure = failureOf({ ...job, status: counted }, counted.failed ?? 0, restartsOf(job, pods.active), now);
  const done = failure === undefined && isDone(job, counted, pods.active.length);
  const going = job.metadata.deletionTimestamp !== undefined;
  const stopped = failure !== undefined || job.spec.suspend === true;
  if (stopped) for (const pod of pods.active) deletePod(work, pod);
  const mayManage = !stopped && !done && !going && backOff.left(job, now) === 0;
  const refusal = mayManage ? manage(work, pods.active, counted) : undefined;
  const conditions = conclude(work, { ...counted }, { failure, done }, now);
  for (const pod of [...pods.succeeded, ...pods.failed]) release(context, pod);
  write(work, { ...counted, ...conditions });
  if (refusal !== undefined) throw refusal;
  return nextLook(job, counted, backOff.left(job, now), now);
}

/** The counters of the status, with the pods that have ended since. */
function count(job: Job, pods: JobPods, now: number): JobStatus {
  const { conditions, startTime, succeeded = 0, failed = 0 } = job.status ?? {};
  const numbers = { succeeded: succeeded + pods.succeeded.length, failed: failed + pods.failed.length };
  const started = job.spec.suspend === true ? undefined : (startTime ?? timestamp(now));
  return {
    ...(conditions === undefined ? {} : { conditions }),
    ...(started === undefined ? {} : { startTime: started }),
    ...(numbers.succeeded > 0 ? { succeeded: numbers.succeeded } : {}),
    ...(numbers.failed > 0 ? { failed: numbers.failed } : {}),
    terminating: pods.terminating.length,
    uncountedTerminatedPods: {},
  };
}

function isDone({ spec }: Job, { succeeded = 0 }: JobStatus, active: number): boolean {
  // Without a number of completions the first success ends it, once the others have ended too.
  return spec.completions === undefined ? succeeded > 0 && active === 0 : succeeded >= spec.completions;
}

/** Brings the pods to their number; gives the refusal of one that could not be made. */
function manage(work: JobWork, active: Pod[], { succeeded = 0 }: JobStatus): StatusError | undefined {
  const { completions, parallelism = 1, template } = work.owner.spec;
  const most = completions === undefined ? (succeeded > 0 ? active.length : parallelism) : completions - succeeded;
  const wanted = Math.min(parallelism, most);
  const finalizers = [...(template.metadata?.finalizers ?? []), trackingFinalizer];
  const tracked = { ...template, metadata: { ...template.metadata, finalizers } };
  for (let made = active.length; made < wanted; made += 1) {
    const thrown = createPod(work, tracked);
    if (thrown !== undefined) return isNamespaceGoing(thrown) ? undefined : thrown;
  }
  for (const pod of active.slice(Math.max(wanted, 0))) deletePod(work, pod);
  return undefined;
}

interface Verdict {
  failure: { reason: string; message: string } | undefined;
  done: boolean;
}

/** The conditions: first what it will come to, and once the last pod is gone what it came to. */
function conclude(work: JobWork, counted: JobStatus, { failure, done }: Verdict, now: number): JobStatus {
  const { context, recorder, owner: job } = work;
  const { active, terminating } = podsOf(context, job);
  const present = counted.conditions ?? [];
  const pods = {
    ...(active.length > 0 ? { active: active.length } : {}),
    ready: active.filter(isReady).length,
    terminating: terminating.length,
  };
  const gone = active.length + terminating.length === 0;
  if (failure !== undefined) {
    const conditions = withCondition(present, 'FailureTarget', 'True', failure, now);
    if (!gone) return { ...pods, conditions };
    recorder.warning(job, failure.reason, failure.message);
    return { ...pods, conditions: withCondition(conditions, 'Failed', 'True', failure, now) };
  }
  if (done) {
    for (const pod of active) deletePod(work, pod);
    const conditions = withCondition(present, 'SuccessCriteriaMet', 'True', reached, now);
    if (!gone) return { ...pods, conditions };
    recorder.normal(job, 'Completed', 'Job completed');
    const completionTime = timestamp(now);
    return { ...pods, completionTime, conditions: withCondition(conditions, 'Complete', 'True', reached, now) };
  }
  return { ...pods, ...suspension(work, counted, now) };
}

function suspension({ recorder, owner: job }: JobWork, counted: JobStatus, now: number): JobStatus {
  const suspended = job.spec.suspend === true;
  if (suspended === has(counted, 'Suspended')) return {};
  const outcome = suspended
    ? { reason: 'JobSuspended', message: 'Job suspended' }
    : { reason: 'JobResumed', message: 'Job resumed' };
  recorder.normal(job, suspended ? 'Suspended' : 'Resumed', outcome.message);
  const value = suspended ? 'True' : 'False';
  return { conditions: withCondition(counted.conditions ?? [], 'Suspended', value, outcome, now) };
}

function write({ context, owner: job }: JobWork, status: JobStatus): void {
  if (same(job.status ?? {}, status)) return;
  context.store.modify(locate(resource, job), (found) => ({ ...found, status }), 'status');
}

function restartsOf({ spec }: Job, active: Pod[]): number {
  if (spec.template.spec['restartPolicy'] !== 'OnFailure') return 0;
  const statuses = active.flatMap(({ status }) => status?.containerStatuses ?? []);
  return statuses.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
}

/** Milliseconds until the deadline or the end of the back-off, whichever comes first. */
function nextLook({ spec }: Job, { startTime = '' }: JobStatus, backOff: number, now: number): number | undefined {
  const { activeDeadlineSeconds } = spec;
  const deadline = activeDeadlineSeconds === undefined ? 0 : Date.parse(startTime) + activeDeadlineSeconds * 1000 - now;
  const waits = [backOff, deadline].filter((wait) => wait > 0);
  return waits.length === 0 ? undefined : Math.min(...waits);
}

/** A finished Job goes `ttlSecondsAfterFinished` after its end. */
function expire({ store, clock }: Context, backOff: BackOff, job: Job): number | undefined {
  backOff.forget(job.metadata.uid);
  const { ttlSecondsAfterFinished: seconds } = job.spec;
  if (seconds === undefined || job.metadata.deletionTimestamp !== undefined) return undefined;
  const end = job.status?.conditions?.find(({ type }) => type === 'Complete' || type === 'Failed')?.lastTransitionTime;
  const left = Date.parse(end ?? '') + seconds * 1000 - clock.now();
  if (left > 0) return left;
  store.delete(locate(resource, job), { propagationPolicy: 'Foreground', preconditionUid: job.metadata.uid });
  return undefined;
}
