import type { Finding } from '../diagnose/finding.ts';
import type { Missing } from '../evidence/evidence.ts';
import { printable } from '../shared/printable.ts';

/** What was found in one namespace. */
export interface Diagnosis {
  cluster: string;
  namespace: string;
  /** The surest first. */
  findings: Finding[];
  /** What could not be read. */
  missing: Missing[];
}

/** Pods that are named one by one; of more, the rest is counted. */
const mostNamed = 4;
/** Pieces of evidence that are shown; `--json` has all. */
const mostQuotes = 6;
/** Characters of one piece. */
const longest = 300;

/** A diagnosis for people: each finding with what speaks for it and against it, and what to type next. */
export function findingsText({ namespace, findings, missing }: Diagnosis): string {
  const blind = missing.map(({ part, why }) => `  ${part}: ${why}`);
  return printable(
    [
      `namespace ${namespace}`,
      ...findings.flatMap(findingLines),
      ...(blind.length === 0 ? [] : ['', 'not seen:', ...blind]),
      '',
    ].join('\n'),
  );
}

function findingLines(finding: Finding, index: number): string[] {
  const { cause, subject, confidence, summary, pods } = finding;
  const container = subject.container === undefined ? '' : `, container ${subject.container}`;
  const named = pods.length > mostNamed ? [...pods.slice(0, mostNamed), `${pods.length - mostNamed} more`] : pods;
  const quotes = [
    ...finding.for.slice(0, mostQuotes).map(({ source, text }) => `     for      ${source}: ${brief(text)}`),
    ...finding.against.slice(0, mostQuotes).map(({ source, text }) => `     against  ${source}: ${brief(text)}`),
  ];
  return [
    '',
    `${index + 1}. ${cause}  ${Math.round(confidence * 100)} %  ${subject.kind}/${subject.name}${container}`,
    `     ${summary}`,
    ...(named.length === 0 ? [] : [`     pods     ${named.join(', ')}`]),
    ...quotes,
    ...finding.next.map((command) => `     next     ${command}`),
  ];
}

function brief(text: string): string {
  const line = text.trim().replaceAll(/\s*\n\s*/g, ' | ');
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}
