import { z } from 'zod';
import type { Problem } from './problem.ts';
import { remedySchema, scenarioSchema } from './schema.ts';
import { isDecoy } from './symptom.ts';
import type { YamlDocument } from './yaml-document.ts';

const partsSchema = z.looseObject({
  symptom: scenarioSchema.shape.symptom.optional().catch(undefined),
  cause: scenarioSchema.shape.cause.optional().catch(undefined),
  remedies: z.array(z.unknown()).catch([]),
});
const expectSchema = z.looseObject({ expect: remedySchema.shape.expect });

/** A decoy and an incident are told apart by symptom, cause and verdicts, which must agree. */
export function checkDecoy(document: YamlDocument): Problem[] {
  const { symptom, cause, remedies } = partsSchema
    .catch({ symptom: undefined, cause: undefined, remedies: [] })
    .parse(document.value);
  if (symptom === undefined) return [];
  const decoy = isDecoy(symptom);
  const problems: Problem[] = [];
  if (cause !== undefined && decoy !== (cause === 'none')) {
    const message = decoy
      ? `cause: expected "none" where symptom.kind is none, got "${cause}"`
      : `cause: "none" is for decoys, and symptom.kind is ${symptom.kind}`;
    problems.push({ ...document.place(['cause']), message });
  }
  for (const [index, remedy] of remedies.entries()) {
    const expect = expectSchema.safeParse(remedy).data?.expect;
    if (expect === undefined) continue;
    const place = document.place(['remedies', index, 'expect']);
    if (!decoy && expect === 'inconclusive') {
      const message = `remedies[${index}].expect: "inconclusive" is for decoys: here it would be a test of nothing`;
      problems.push({ ...place, message });
    }
    if (decoy && (expect === 'resolved' || expect === 'delayed')) {
      const message = `remedies[${index}].expect: a decoy has nothing that could be ${expect}`;
      problems.push({ ...place, message, hint: 'write inconclusive, or masked or failed where the remedy does harm' });
    }
  }
  return problems;
}
