import type { KubeApi } from '../../../src/kube/api.ts';
import { manifestsOf } from './manifests.ts';
import type { Situation } from './situation.ts';
import { all, backsOff, condition, event, gone, notReady, phase, ready, restarted, says, waits } from './told.ts';

const crashLoops = (...names: string[]) => all(waits('CrashLoopBackOff', ...names), event('BackOff', ...names));
const late = (...names: string[]) => condition('Deployment', 'Progressing', 'ProgressDeadlineExceeded', ...names);

const allDeleted = ['deaf', 'terminated', 'polite', 'bad-hook', 'never-started'];

/** One for each kind of failure that a diagnosis names, and what is near to it. */
export const situations: Situation[] = [
  { name: 'oom-kill', until: crashLoops('greedy') },
  { name: 'child-oom', until: all(phase('Succeeded', 'parent')) },
  { name: 'heap-exhausted', until: phase('Failed', 'full') },
  { name: 'crash-loop', until: crashLoops('fails', 'completes', 'fails-at-once', 'on-failure', 'half') },
  {
    name: 'ends',
    until: all(
      phase('Failed', 'failed', 'killed-itself', 'half', 'too-late'),
      phase('Succeeded', 'succeeded', 'second-try'),
    ),
  },
  {
    name: 'start-error',
    until: all(
      crashLoops('not-in-path'),
      phase('Failed', 'no-such-file', 'not-executable', 'a-folder', 'folder-is-a-file'),
      phase('Succeeded', 'new-folder'),
    ),
  },
  { name: 'limit-too-low', until: all(waits('ContainerCreating', 'starved'), says('container init was OOM-killed')) },
  {
    name: 'configuration',
    until: all(
      waits(
        'CreateContainerConfigError',
        'no-config-map',
        'no-secret',
        'no-key',
        'no-secret-key',
        'no-env-from',
        'root-forbidden',
        'half',
      ),
      event('Started', 'half'),
    ),
  },
  {
    name: 'image-pull',
    until: all(
      waits('ImagePullBackOff', 'absent'),
      event('BackOff', 'absent'),
      waits('ErrImageNeverPull', 'never'),
      waits('InvalidImageName', 'no-image-name'),
    ),
  },
  {
    name: 'liveness-http',
    endsAt: 'restart',
    until: restarted(1, 'http-status', 'http-refused', 'http-late', 'tcp-refused'),
  },
  {
    name: 'liveness-exec',
    endsAt: 'restart',
    until: all(restarted(1, 'exec-status', 'exec-late', 'deaf'), event('Unhealthy', 'exec-absent')),
  },
  {
    name: 'readiness',
    until: all(event('Unhealthy', 'http-status', 'exec-status', 'fades', 'web'), notReady('fades'), late('web')),
  },
  { name: 'startup', endsAt: 'restart', until: all(restarted(1, 'too-slow'), ready('slow')) },
  { name: 'hooks', endsAt: 'restart', until: restarted(1, 'after-start') },
  {
    name: 'unschedulable',
    until: all(
      event(
        'FailedScheduling',
        'too-large',
        'too-large-twice',
        'no-such-node',
        'no-such-claim',
        'unbound-claim',
        'web',
      ),
      event('FailedBinding', 'pending'),
      event('ProvisioningFailed', 'of-no-class'),
      late('web'),
    ),
  },
  { name: 'quota-exceeded', until: late('too-much', 'no-limit') },
  { name: 'limit-range', until: late('too-large', 'too-small') },
  {
    name: 'volume-unavailable',
    until: all(
      waits('ContainerCreating', 'no-config-map', 'no-secret', 'no-key'),
      event('FailedMount', 'no-config-map', 'no-secret', 'no-key'),
    ),
  },
  {
    name: 'deleted',
    endsAt: 'deletion',
    until: all(ready('deaf', 'terminated', 'polite', 'bad-hook'), waits('ErrImageNeverPull', 'never-started')),
    next: {
      act: (api, namespace) => deletePods(api, namespace, allDeleted),
      until: gone(...allDeleted),
    },
  },
  {
    name: 'deleted-in-back-off',
    endsAt: 'deletion',
    until: backsOff(2, 'looping'),
    next: { act: (api, namespace) => deletePods(api, namespace, ['looping']), until: gone('looping') },
  },
  {
    name: 'init',
    until: all(
      crashLoops('fails'),
      phase('Failed', 'fails-for-good'),
      ready('succeeds'),
      waits('ErrImageNeverPull', 'no-image'),
    ),
  },
  {
    name: 'jobs',
    until: all(
      condition('Job', 'Failed', 'BackoffLimitExceeded', 'fails', 'restarts'),
      condition('Job', 'Failed', 'DeadlineExceeded', 'too-late'),
      condition('Job', 'Complete', 'True', 'succeeds'),
    ),
  },
  {
    name: 'termination-message',
    until: all(phase('Failed', 'from-log', 'from-file'), phase('Succeeded', 'from-log-not-needed')),
  },
  {
    name: 'rollout',
    until: condition('Deployment', 'Progressing', 'NewReplicaSetAvailable', 'crashes', 'no-image', 'healthy'),
    next: {
      act: async (api, namespace) => {
        for (const object of await manifestsOf('rollout-next')) await api.apply(object, namespace);
      },
      until: all(late('crashes', 'no-image'), crashLoops('crashes')),
    },
  },
];

async function deletePods(api: KubeApi, namespace: string, names: string[]): Promise<void> {
  for (const name of names) await api.delete({ apiVersion: 'v1', kind: 'Pod', namespace, name });
}
