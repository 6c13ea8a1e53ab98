import { z } from 'zod';
import { keyOf, parseKey } from '../controller.ts';
import type { Context, ControllerPlan } from '../controller.ts';
import { createRecorder } from '../events/recorder.ts';
import { object, viewOf } from '../models/object.ts';

const resource = 'persistentvolumeclaims';
/** Milliseconds between two looks at a claim (kube-controller-manager --pvclaimbinder-sync-period). */
const lookAgain = 15_000;

const readClaim = viewOf(
  object.extend({
    spec: z.looseObject({ storageClassName: z.string().optional() }),
    status: z.looseObject({ phase: z.string().optional() }).optional(),
  }),
);

/** Says of each claim why nothing is bound to it: here are neither volumes nor storage classes (pkg/controller/volume). */
export function claimBinder(context: Context): ControllerPlan {
  const recorder = createRecorder(context, 'persistentvolume-controller');
  return {
    name: 'persistentvolume',
    sources: [{ resource, keys: (claim) => [keyOf(claim)] }],
    sync(key) {
      const stored = context.store.find(parseKey(resource, key));
      if (stored === undefined) return undefined;
      const claim = readClaim(stored);
      if (claim.metadata.deletionTimestamp !== undefined || claim.status?.phase === 'Bound') return undefined;
      const { storageClassName = '' } = claim.spec;
      if (storageClassName === '') {
        const message = 'no persistent volumes available for this claim and no storage class is set';
        recorder.normal(claim, 'FailedBinding', message);
      } else {
        recorder.warning(claim, 'ProvisioningFailed', `storageclass.storage.k8s.io "${storageClassName}" not found`);
      }
      return lookAgain;
    },
  };
}
