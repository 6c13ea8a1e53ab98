import { z } from 'zod';
import type { NewObject } from '../../store/object.ts';
import { podTemplate } from '../models/object.ts';

const jobSpec = z.looseObject({ manualSelector: z.boolean().optional(), template: podTemplate });

/** Gives a Job the selector and the pod labels that make its pods its own (pkg/registry/batch/job/strategy.go). */
export function completeJob(object: NewObject): NewObject {
  const spec = jobSpec.parse(object['spec']);
  if (spec.manualSelector === true) return object;
  const { uid = '', name = '' } = object.metadata;
  const labels = {
    ...spec.template.metadata?.labels,
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
  const template = { ...spec.template, metadata: { ...spec.template.metadata, labels } };
  const selector = { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } };
  // A Job without labels takes those of its pods (pkg/apis/batch/v1/defaults.go).
  const metadata = { ...object.metadata, labels: object.metadata.labels ?? labels };
  return { ...object, metadata, spec: { ...spec, selector, template } };
}
