import { collectIncident } from '../../collect/incident.ts';
import { diagnose as findingsOf } from '../../diagnose/diagnose.ts';
import { findingsOn, parseTarget } from '../../diagnose/target.ts';
import type { Target } from '../../diagnose/target.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { readBundle } from '../../evidence/read-bundle.ts';
import { redactEvidence } from '../../evidence/redact/evidence.ts';
import { toDiagnoses } from '../../report/diagnoses.ts';
import { findingsText } from '../../report/findings.ts';
import type { Diagnosis } from '../../report/findings.ts';
import { exitCodes } from '../../run/exit-code.ts';
import { Fault } from '../../shared/errors.ts';
import { incidentSources } from '../incident-source.ts';
import type { SourceOptions } from '../incident-source.ts';
import type { JsonOption } from '../output.ts';
import { writeJson } from '../output.ts';
import { interruptible } from '../signals.ts';

interface DiagnoseOptions extends SourceOptions {
  bundle?: string;
  exitCode?: boolean;
  json?: JsonOption;
}

/** `leaklab diagnose`: 0 whenever it could answer; with --exit-code 1 where something is wrong. */
export async function diagnose(wanted: string | undefined, options: DiagnoseOptions): Promise<number> {
  const target = wanted === undefined ? null : parseTarget(wanted);
  const diagnoses =
    options.bundle === undefined
      ? await interruptible(async (signal) => {
          const found: Diagnosis[] = [];
          // One namespace after the other: a cluster that is in trouble need not be asked everything at once.
          for (const source of await incidentSources(options, signal))
            found.push(toDiagnosis(await collectIncident(source), target));
          return found;
        })
      : [toDiagnosis(await bundleOf(options.bundle, options), target)];
  const isWrong = ({ findings }: Diagnosis) => findings.some(({ cause }) => cause !== 'none');
  if (options.json !== undefined) await writeJson(options.json, toDiagnoses(diagnoses));
  else process.stdout.write(textOf(diagnoses, isWrong));
  return options.exitCode === true && diagnoses.some(isWrong) ? exitCodes.unexpected : exitCodes.ok;
}

/** Of many namespaces only those where something is wrong are told of; the others are counted. */
function textOf(diagnoses: Diagnosis[], isWrong: (diagnosis: Diagnosis) => boolean): string {
  if (diagnoses.length === 1) return diagnoses.map(findingsText).join('');
  const wrong = diagnoses.filter(isWrong);
  const rest = `nothing is wrong in ${diagnoses.length - wrong.length} of ${diagnoses.length} namespaces\n`;
  return [...wrong.map(findingsText), rest].join('\n');
}

async function bundleOf(folder: string, { context, namespace, allNamespaces }: DiagnoseOptions): Promise<Evidence> {
  if (context !== undefined || namespace !== undefined || allNamespaces === true)
    throw new Fault('usage', '--bundle needs no cluster: expected no context and no namespace beside it');
  return readBundle(folder);
}

/** Secrets are taken out first: what is quoted as evidence may be sent to others. */
function toDiagnosis(evidence: Evidence, target: Target | null): Diagnosis {
  const redacted = redactEvidence(evidence);
  const findings = findingsOf(redacted);
  const { cluster, namespace, missing } = redacted;
  return { cluster, namespace, missing, findings: target === null ? findings : findingsOn(target, findings, redacted) };
}
