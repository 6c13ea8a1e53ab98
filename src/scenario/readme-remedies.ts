import { relative } from 'node:path';
import { changeCommands } from './change-commands.ts';
import type { Scenario } from './model.ts';

/** How the fault comes about by hand, where a change brings it; nothing where the manifests have it. */
export async function changeSections(scenario: Scenario): Promise<string[]> {
  const { change } = scenario;
  if (change === null) return [];
  const lines = await changeCommands(change, scenario, 'kubectl', shownIn(scenario));
  return ['The manifests are rolled out first and are well. Then comes this, and with it the fault:', codeBlock(lines)];
}

/** One fold for each remedy: its verdict with the reason for it, and how it is done by hand. */
export async function remedySections(scenario: Scenario): Promise<string[]> {
  return Promise.all(
    scenario.remedies.map(async (remedy) => {
      const { name, expect, explanation } = remedy;
      const lines = await changeCommands(remedy, scenario, 'kubectl', shownIn(scenario));
      return [
        `<details>\n<summary><code>${name}</code>: why it should be ${expect}, and the same by hand</summary>`,
        ...(explanation === null ? [] : [explanation]),
        codeBlock(lines),
        '</details>',
      ].join('\n\n');
    }),
  );
}

function shownIn({ folder }: Scenario): (file: string) => string {
  return (file) => relative(folder, file);
}

function codeBlock(lines: readonly string[]): string {
  return `\`\`\`sh\n${lines.join('\n')}\n\`\`\``;
}
