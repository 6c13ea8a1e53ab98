import { formatProblems } from '../../scenario/problem.ts';
import { listScenarios } from '../../scenario/find.ts';
import { table } from '../../report/table.ts';
import { exitCodes } from '../../run/exit-code.ts';
import type { JsonOption } from '../output.ts';
import { say, writeJson } from '../output.ts';
import { scenarioRoot } from '../scenario-root.ts';

/** `leaklab list`: every scenario with its remedies; 2 when one of them cannot be used. */
export async function list(options: { json?: JsonOption; scenarios?: string }): Promise<number> {
  const { root, knownImages } = await scenarioRoot(options.scenarios);
  const { scenarios, broken } = await listScenarios(root, { knownImages });
  if (options.json === undefined) {
    const rows = scenarios.map(({ name, cause, tags, title }) => [name, cause, tags.join(','), title]);
    process.stdout.write(`${table(['SCENARIO', 'CAUSE', 'TAGS', 'WHAT HAPPENS'], rows)}\n`);
    for (const { name, remedies } of scenarios) {
      const remedyRows = remedies.map((remedy) => [remedy.name, remedy.kind, remedy.expect ?? '', remedy.summary]);
      process.stdout.write(`\n${table([`REMEDY OF ${name}`, 'KIND', 'SHOULD BE', 'WHAT IT DOES'], remedyRows)}\n`);
    }
  } else {
    const items = scenarios.map(({ name, title, summary, tags, cause, remedies }) => ({
      name,
      title,
      summary,
      tags,
      cause,
      remedies: remedies.map(({ name, kind, expect, summary, explanation }) => ({
        name,
        kind,
        expect,
        summary,
        explanation,
      })),
    }));
    await writeJson(options.json, { version: 1, scenarios: items });
  }
  for (const { name, problems } of broken) say(`scenario ${name} cannot be used:\n${formatProblems(problems)}`);
  return broken.length === 0 ? exitCodes.ok : exitCodes.usage;
}
