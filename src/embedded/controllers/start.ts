import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../shared/clock.ts';
import { systemClock } from '../../shared/clock.ts';
import { messageOf } from '../../shared/errors.ts';
import { StatusError } from '../store/status-error.ts';
import type { Store } from '../store/store.ts';
import { startController } from './controller.ts';
import type { Context } from './controller.ts';
import { deploymentController } from './deployment/deployment.ts';
import { endpointSliceController } from './endpointslice/endpoint-slice.ts';
import { eventExpiry } from './events/event-expiry.ts';
import { garbageCollector } from './garbage/garbage.ts';
import { jobController } from './job/job.ts';
import { namespaceController } from './namespace/namespace.ts';
import { createSystemNamespaces } from './namespace/system-namespaces.ts';
import { claimBinder } from './persistent-volume/claim-binder.ts';
import { prepared } from './prepared.ts';
import { quotaController } from './quota.ts';
import { replicaSetController } from './replicaset/replica-set.ts';
import { scheduler } from './scheduler/scheduler.ts';
import { serviceAccountController } from './service-account/service-account.ts';

export interface ControllersOptions {
  /** The API's certificate authority (PEM), published to every namespace as kube-root-ca.crt. */
  certificateAuthority?: string | undefined;
  /** Hears of errors that are tried again after; by default a warning of the process. */
  report?: Context['report'];
}

export interface RunningControllers {
  /** Resolves when no controller has anything left to look at; what waits for a time does not count. */
  settled(): Promise<void>;
  stop(): void;
}

/** Starts every controller on the store. They work in this process and hear of changes from `store.watch`. */
export function startControllers(
  store: Store,
  clock: Clock = systemClock,
  { certificateAuthority, report = warn }: ControllersOptions = {},
): RunningControllers {
  const context: Context = {
    store,
    clock,
    report,
    create: (resource, object) => store.create(resource, prepared(object)),
  };
  createSystemNamespaces(context);
  const running = [
    namespaceController(context),
    serviceAccountController(context, certificateAuthority),
    deploymentController(context),
    replicaSetController(context),
    jobController(context),
    scheduler(context),
    endpointSliceController(context),
    quotaController(context),
    claimBinder(context),
    garbageCollector(context),
    eventExpiry(context),
  ].map((plan) => startController(context, plan));
  return {
    async settled() {
      while (running.some(({ queue }) => !queue.idle)) await nextTurn();
    },
    stop() {
      for (const controller of running) controller.stop();
    },
  };
}

/** A refusal by the API is told as an event or a condition by who met it; anything else is a defect, to be seen. */
function warn(controller: string, key: string, thrown: unknown): void {
  if (thrown instanceof StatusError) return;
  process.emitWarning(`the ${controller} controller failed on ${key}: ${messageOf(thrown)}`);
}
