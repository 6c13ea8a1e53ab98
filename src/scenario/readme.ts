import { formatSeconds } from '../shared/quantity.ts';
import { markdownTable } from './markdown.ts';
import type { Scenario } from './model.ts';
import { changeSections, remedySections } from './readme-remedies.ts';
import type { ScenarioDocument } from './schema.ts';
import { isDecoy, symptomWords } from './symptom.ts';

/** Stands on top of every generated page. */
export const generatedNote =
  '<!-- Made by `node src/scenario/publish-docs.ts` from scenario.yaml: change that, not this. -->';

/** The README.md of a scenario, for the trainer: it gives the fault away. */
export async function scenarioReadme(scenario: Scenario, { fault, seen }: ScenarioDocument): Promise<string> {
  const { name, title, summary, tags, workload, service, symptom, cause, paces, invariants, remedies, hints } =
    scenario;
  const lab = `within ${formatSeconds(paces.lab.failsWithin)} at lab pace (${paces.lab.speedup} times faster)`;
  const sections = [
    generatedNote,
    `# ${title}`,
    summary,
    codeBlock(`leaklab run ${name} --remedy ${remedies[0]?.name ?? 'all'}`),
    '## What is wrong',
    fault,
    isDecoy(symptom)
      ? `It is a decoy: the diagnosis should say \`${cause}\`, and why it is no incident.`
      : `The diagnosis should name \`${cause}\` of container \`${workload.container}\` in ${workload.kind} \`${workload.name}\`.`,
    ...(await changeSections(scenario)),
    '## What is seen',
    seen,
    `Before a remedy is applied, a run waits for ${symptomWords(symptom, workload.container)}: ${lab}, ` +
      `within ${formatSeconds(paces.real.failsWithin)} at the incident's own.`,
    '## Remedies',
    markdownTable(
      ['remedy', 'kind', 'verdict', 'what it does'],
      remedies.map(({ name: remedy, kind, expect, summary: does }) => [`\`${remedy}\``, kind, String(expect), does]),
    ),
    ...(await remedySections(scenario)),
    `Whatever the remedy, Service \`${service.name}\` must still do its job:`,
    invariants.map(({ name: holds, method, path }) => `- it ${holds} (\`${method} ${path}\`)`).join('\n'),
    '## Hints',
    ...hints.map((hint, index) => `<details>\n<summary>Hint ${index + 1}</summary>\n\n${hint}\n\n</details>`),
    `Tags: ${tags.join(', ')}`,
  ];
  return `${sections.join('\n\n')}\n`;
}

function codeBlock(text: string): string {
  return `\`\`\`sh\n${text}\n\`\`\``;
}
