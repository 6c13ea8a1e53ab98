import { markdownTable } from './markdown.ts';
import type { Scenario } from './model.ts';
import { generatedNote } from './readme.ts';

/** scenarios/CATALOG.md: every scenario in a line, for the trainer. */
export function scenarioCatalog(scenarios: readonly Scenario[]): string {
  const rows = scenarios.map(({ name, title, summary, cause, tags, remedies }) => {
    return [`[${name}](${name}/README.md)`, title, summary, cause, tags.join(', '), String(remedies.length)];
  });
  const sections = [
    generatedNote,
    '# Scenarios',
    'Each is a folder of data: `scenario.yaml`, manifests and remedies. This page and those behind the names are for the ' +
      'trainer: they say what is wrong, and which remedy gets which verdict.',
    markdownTable(['scenario', 'title', 'what a participant is told', 'cause', 'tags', 'remedies'], rows),
  ];
  return `${sections.join('\n\n')}\n`;
}
