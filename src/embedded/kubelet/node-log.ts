import { StatusError } from '../store/status-error.ts';
import type { ContainerWorker } from './container-worker.ts';
import type { ContainerLog } from './container-log.ts';
import type { LogOptions } from './node-access.ts';
import type { PodWorker } from './pod-worker.ts';

/** The log that is asked for. Throws StatusError (BadRequest) in the API server's words where there is none. */
export function chooseLog({ pod, containers }: PodWorker, options: LogOptions): ContainerLog {
  const worker = chooseContainer(
    pod.metadata.name,
    pod.spec.containers.map(({ name }) => name),
    containers,
    options,
  );
  const { name } = worker.container;
  const title = `container "${name}" in pod "${pod.metadata.name}"`;
  const log = options.previous === true ? worker.finishedLog : worker.log;
  if (log !== undefined) return log;
  if (options.previous === true) {
    throw badRequest(`previous terminated ${title} not found`);
  }
  const { state } = worker.record;
  const reason = 'waiting' in state ? state.waiting.reason : '';
  if (reason === 'ErrImagePull' || reason === 'ImagePullBackOff') {
    throw badRequest(`${title} is waiting to start: trying and failing to pull image`);
  }
  throw badRequest(`${title} is waiting to start: ${reason}`);
}

function chooseContainer(
  pod: string,
  regular: string[],
  containers: readonly ContainerWorker[],
  { container }: LogOptions,
): ContainerWorker {
  if (container === undefined || container === '') {
    const [only] = regular;
    if (regular.length > 1) {
      throw badRequest(`a container name must be specified for pod ${pod}, choose one of: [${regular.join(' ')}]`);
    }
    const found = containers.find((worker) => worker.container.name === only);
    if (found !== undefined) return found;
  }
  const found = containers.find((worker) => worker.container.name === container);
  if (found === undefined) throw badRequest(`container ${container} is not valid for pod ${pod}`);
  return found;
}

function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}
