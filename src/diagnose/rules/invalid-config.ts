import { kubectl } from '../commands.ts';
import { configurationOf } from '../configuration.ts';
import type { Configuration } from '../configuration.ts';
import { containerFinding, logsCommand, nameOf } from '../container-finding.ts';
import { crashOf } from '../crash.ts';
import { wordsQuote } from '../last-words.ts';
import type { Rule } from '../rule.ts';

/** Words with which programs refuse a value. */
const refusal =
  /invalid|\bmust\b|expected|unexpected|not (?:a )?valid|malformed|pars(?:e|ing)|unknown|unsupported|out of range|illegal|not allowed|bad value|syntax error|cannot (?:read|load|be)|could not (?:read|load)|failed to (?:read|load)|\bNaN\b/i;
/** Seconds: configuration is read at the start, and a program that has run for longer than this has taken it. */
const atStart = 60;

/** A container that ends at its start, and whose last words refuse a value of its own configuration by name. */
export const invalidConfig: Rule = {
  name: 'invalid-config',
  find: ({ evidence, workloads }) =>
    workloads.flatMap((workload) => {
      const crash = crashOf(workload, evidence);
      const [place] = workload.places;
      if (crash === null || place === undefined || (crash.lifetime ?? 0) > atStart) return [];
      const configuration = configurationOf(place.pod, place.spec, evidence);
      const refused = crash.words.flatMap(({ source, lines }) =>
        lines.flatMap((line) => {
          const named = refusal.test(line) ? namedIn(line, configuration) : null;
          return named === null ? [] : [{ named, quote: wordsQuote(source, line) }];
        }),
      );
      const [first] = refused;
      if (first === undefined) return [];
      return [
        containerFinding(evidence, {
          cause: 'invalid-config',
          workload,
          pods: crash.ends.map(({ pod }) => pod),
          confidence: 0.92,
          summary: `${nameOf(workload)} ends with exit code ${crash.ends.at(-1)?.exitCode ?? 0} at its start: it does not take ${first.named} of its configuration.`,
          for: [
            ...refused.slice(0, 3).map(({ quote }) => quote),
            ...crash.ends.slice(-2).flatMap(({ proof }) => proof),
          ],
          next: [
            logsCommand(evidence, workload, crash.ends[0]?.pod ?? ''),
            kubectl(evidence, 'get', 'configmap', '-o', 'yaml'),
          ],
        }),
      ];
    }),
};

/** The variable, file or path of the configuration that a line speaks of. */
function namedIn(line: string, { variables, files, paths }: Configuration): string | null {
  const variable = [...variables].find((name) => isWordIn(line, name));
  if (variable !== undefined) return `the value of ${variable}`;
  const path = paths.find((one) => line.includes(one));
  const file = [...files].find((name) => isWordIn(line, name));
  if (file !== undefined) return `the file ${file}`;
  return path === undefined ? null : `what is mounted at ${path}`;
}

function isWordIn(line: string, word: string): boolean {
  const at = line.indexOf(word);
  if (at < 0 || word.length < 3) return false;
  const isEdge = (character: string | undefined) => character === undefined || !/[\w-]/.test(character);
  return isEdge(line[at - 1]) && isEdge(line[at + word.length]);
}
