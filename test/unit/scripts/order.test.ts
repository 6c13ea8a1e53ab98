import { expect, test } from 'vitest';
import { missingVerb } from '../../../scripts/lib/order.ts';
import { anIncident } from './an-incident.ts';

const fixed = anIncident;
const collected = { ...fixed, remedies: [] };
const triggered = { ...collected, cause: null };
const deployed = { ...triggered, baseline: null };

test.each([
  ['nothing is deployed', undefined, ['deploy', 'deploy', 'deploy', 'deploy']],
  ['it is deployed', deployed, [undefined, 'trigger', 'trigger', 'trigger']],
  ['the fault is proven', triggered, [undefined, undefined, 'collect', 'collect']],
  ['the evidence is collected', collected, [undefined, undefined, undefined, 'fix']],
  ['a remedy is applied', fixed, [undefined, undefined, undefined, undefined]],
] as const)('when %s, each stage lacks the verb that comes next', (_, incident, missing) => {
  const stages = ['deployed', 'proven', 'collected', 'remedied'] as const;
  expect(stages.map((stage) => missingVerb(incident && { ...incident }, stage))).toEqual(missing);
});
