import { configurationOf } from '../configuration.ts';
import { containerFinding, logsCommand, nameOf } from '../container-finding.ts';
import { crashOf } from '../crash.ts';
import { wordsQuote } from '../last-words.ts';
import type { Rule } from '../rule.ts';

/** Words with which programs ask for what they were not given. */
const demand =
  /required|missing|not (?:set|defined|provided|found|specified|configured)|undefined|must be (?:set|provided|defined)|is (?:unset|empty)|no value/i;
/** How environment variables are named by convention: capitals with an underscore, since a plain word may mean anything. */
const variableName = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g;

/** A container that ends at its start and asks for a variable that its pod does not set. */
export const missingVariable: Rule = {
  name: 'missing-config',
  find: ({ evidence, workloads }) =>
    workloads.flatMap((workload) => {
      const crash = crashOf(workload, evidence);
      const [place] = workload.places;
      if (crash === null || place === undefined) return [];
      const { variables, complete } = configurationOf(place.pod, place.spec, evidence);
      const asked = crash.words.flatMap(({ source, lines }) =>
        lines
          .filter((line) => demand.test(line))
          .flatMap((line) =>
            [...line.matchAll(variableName)]
              .filter(([name]) => !variables.has(name) && !isErrorCode(name))
              .map(([name]) => ({ name, quote: wordsQuote(source, line) })),
          ),
      );
      const [first] = asked;
      if (first === undefined) return [];
      return [
        containerFinding(evidence, {
          cause: 'missing-config',
          workload,
          pods: crash.ends.map(({ pod }) => pod),
          confidence: complete ? 0.88 : 0.75,
          summary: `${nameOf(workload)} ends with exit code ${crash.ends.at(-1)?.exitCode ?? 0} at its start: it asks for ${first.name}, which its pod does not set.`,
          for: [...asked.slice(0, 3).map(({ quote }) => quote), ...crash.ends.slice(-2).flatMap(({ proof }) => proof)],
          next: [logsCommand(evidence, workload, crash.ends[0]?.pod ?? '')],
        }),
      ];
    }),
};

/** Node.js names its errors the same way: ERR_MODULE_NOT_FOUND, MODULE_NOT_FOUND. */
function isErrorCode(name: string): boolean {
  return /^ERR_|_NOT_FOUND$|_ERROR$|^E[A-Z]+_/.test(name);
}
