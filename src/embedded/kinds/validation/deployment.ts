import type { Typed } from '../schema/typed.ts';
import { notNegative } from './numbers.ts';
import { forbidden, invalid, type Problems, unsupported } from './problem.ts';
import { servedTemplateProblems } from './workloads.ts';

export function* deploymentProblems({ spec = {} }: Typed<'Deployment'>): Problems {
  yield* notNegative('spec.replicas', spec.replicas);
  yield* servedTemplateProblems(spec);
  yield* strategyProblems(spec.strategy ?? {});
  yield* notNegative('spec.minReadySeconds', spec.minReadySeconds);
  yield* notNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit);
  yield* notNegative('spec.progressDeadlineSeconds', spec.progressDeadlineSeconds);
  const { progressDeadlineSeconds: deadline = 600, minReadySeconds = 0 } = spec;
  if (deadline <= minReadySeconds) {
    yield invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds');
  }
}

function* strategyProblems({ type, rollingUpdate }: Typed<'DeploymentStrategy'>): Problems {
  const field = 'spec.strategy';
  if (type === 'Recreate') {
    if (rollingUpdate === undefined) return;
    yield forbidden(`${field}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'");
  } else if (type === 'RollingUpdate') {
    yield* rollingProblems(rollingUpdate ?? {}, `${field}.rollingUpdate`);
  } else {
    // As the server's own struct has it, in capitals.
    yield unsupported(field, { Type: type, RollingUpdate: rollingUpdate ?? null }, ['Recreate', 'RollingUpdate']);
  }
}

function* rollingProblems(update: Typed<'RollingUpdateDeployment'>, field: string): Problems {
  const { maxUnavailable = '25%', maxSurge = '25%' } = update;
  yield* shareProblems(maxUnavailable, `${field}.maxUnavailable`);
  yield* shareProblems(maxSurge, `${field}.maxSurge`);
  if (isZero(maxUnavailable) && isZero(maxSurge)) {
    yield invalid(`${field}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0');
  }
  if (typeof maxUnavailable === 'string' && Number.parseInt(maxUnavailable, 10) > 100) {
    yield invalid(`${field}.maxUnavailable`, maxUnavailable, 'must not be greater than 100%');
  }
}

function* shareProblems(share: number | string, field: string): Problems {
  if (typeof share === 'number') yield* notNegative(field, share);
  else if (!/^\d+%$/.test(share)) {
    const example = "(e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
    yield invalid(field, share, `a valid percent string must be a numeric string followed by an ending '%' ${example}`);
  }
}

function isZero(share: number | string): boolean {
  return share === 0 || share === '0%';
}
