import { kindByPath, kinds } from '../kinds/registry.ts';
import { StatusError } from '../store/status-error.ts';
import { answerNoPage } from './http/answer.ts';
import type { Exchange } from './http/context.ts';
import { methodNotAllowed, notServed } from './http/errors.ts';
import { flag } from './http/parameters.ts';
import { metrics } from './metrics/metrics.ts';
import { answerReview, reviewOf } from './reviews/reviews.ts';
import { evict } from './subresources/evict.ts';
import { log } from './subresources/log.ts';
import { proxy } from './subresources/proxy.ts';
import { scale } from './subresources/scale.ts';
import { isObjectTarget, parsePath } from './target.ts';
import type { ObjectTarget, Target } from './target.ts';
import { create } from './verbs/create.ts';
import { remove, removeMany } from './verbs/delete.ts';
import { patch } from './verbs/patch.ts';
import { get, list } from './verbs/read.ts';
import { update } from './verbs/update.ts';
import { watch } from './verbs/watch.ts';

/** Answers a request for objects: whatever is below /api/VERSION and /apis/GROUP/VERSION. */
export async function resource(exchange: Exchange): Promise<void> {
  const path = parsePath(exchange.segments);
  if (path === undefined) {
    answerNoPage(exchange.response);
    return;
  }
  const review = reviewOf(path);
  if (review !== undefined) return answerReview(exchange, review);
  if (path.group === 'metrics.k8s.io' && path.version === 'v1beta1') {
    metrics(exchange, path);
    return;
  }
  if (!kinds.some(({ group, version }) => group === path.group && version === path.version)) {
    answerNoPage(exchange.response);
    return;
  }
  const kind = kindByPath(path.group, path.version, path.plural);
  if (kind === undefined || (path.namespace !== undefined && !kind.namespaced)) throw notServed();
  const target = { ...path, kind };
  if (!isObjectTarget(target)) return collection(exchange, target);
  if (kind.namespaced && path.namespace === undefined) throw notServed();
  return path.subresource === undefined ? object(exchange, target) : subresource(exchange, target);
}

async function collection(exchange: Exchange, target: Target): Promise<void> {
  const nowhere = target.kind.namespaced && target.namespace === undefined;
  switch (exchange.method) {
    case 'GET':
      return flag(exchange.query, 'watch') ? watch(exchange, target) : list(exchange, target);
    case 'POST':
      if (nowhere) throw methodNotAllowed();
      return create(exchange, target);
    case 'DELETE':
      if (nowhere) throw methodNotAllowed();
      return removeMany(exchange, target);
    default:
      throw methodNotAllowed();
  }
}

async function object(exchange: Exchange, target: ObjectTarget): Promise<void> {
  switch (exchange.method) {
    case 'GET':
      return flag(exchange.query, 'watch') ? watch(exchange, target) : get(exchange, target);
    case 'PUT':
      return update(exchange, target, 'spec');
    case 'PATCH':
      return patch(exchange, target, 'spec');
    case 'DELETE':
      return remove(exchange, target);
    default:
      throw methodNotAllowed();
  }
}

async function subresource(exchange: Exchange, target: ObjectTarget): Promise<void> {
  const { kind, subresource: name } = target;
  if (name === 'status' && kind.subresources.includes('status')) return status(exchange, target);
  if (name === 'scale' && kind.subresources.includes('scale')) return scale(exchange, target);
  switch (`${kind.resource}/${name}`) {
    case 'pods/log':
      return only('GET', exchange, () => log(exchange, target));
    case 'pods/eviction':
      return only('POST', exchange, () => evict(exchange, target));
    case 'pods/proxy':
    case 'services/proxy':
      return proxy(exchange, target);
    case 'namespaces/finalize':
      return only('PUT', exchange, () => update(exchange, target, 'spec'));
    case 'pods/exec':
    case 'pods/attach':
    case 'pods/portforward':
      throw notHere(target);
    default:
      throw notServed();
  }
}

async function status(exchange: Exchange, target: ObjectTarget): Promise<void> {
  switch (exchange.method) {
    case 'GET':
      get(exchange, target);
      return;
    case 'PUT':
      return update(exchange, target, 'status');
    case 'PATCH':
      return patch(exchange, target, 'status');
    default:
      throw methodNotAllowed();
  }
}

async function only(method: string, exchange: Exchange, answer: () => Promise<void>): Promise<void> {
  if (exchange.method !== method) throw methodNotAllowed();
  return answer();
}

/** Pods are plain processes of this machine: there is nothing to stream into. */
function notHere({ subresource: name, name: pod }: ObjectTarget): StatusError {
  const instead =
    name === 'portforward'
      ? `the pod is on this machine: take its own address, status.podIP of pod "${pod}"`
      : `the containers of pod "${pod}" are processes of this machine: look at them with ps and in /proc`;
  return new StatusError(501, 'NotImplemented', `the embedded cluster has no ${name}; ${instead}`, {});
}
