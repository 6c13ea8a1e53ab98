import { findRemedy } from '../scenario/find.ts';
import type { Remedy, Scenario } from '../scenario/model.ts';
import type { RemedyKind } from '../scenario/remedy-kinds.ts';
import { remedyFromFile } from '../scenario/remedy-file.ts';
import { Fault } from '../shared/errors.ts';

/** What `--remedy` and `--remedy-command` ask for; `[null]` when nothing is to be remedied. */
export async function chooseRemedies(
  scenario: Scenario,
  options: { remedy?: string; remedyCommand?: string; only?: RemedyKind[] },
): Promise<(Remedy | null)[]> {
  const { remedy, remedyCommand, only } = options;
  if (only !== undefined && remedy !== 'all')
    throw new Fault('usage', '--only is for all remedies', { hint: `--remedy all --only ${only.join(',')}` });
  const chosen: Remedy[] = [];
  if (remedy === 'all') chosen.push(...scenario.remedies.filter(({ kind }) => only?.includes(kind) ?? true));
  else if (remedy !== undefined) {
    for (const name of remedy.split(',')) {
      chosen.push(/\.ya?ml$/.test(name) ? await remedyFromFile(name) : findRemedy(scenario, name));
    }
  }
  if (remedyCommand !== undefined) chosen.push(fromCommand(remedyCommand));
  const names = chosen.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Fault('usage', `the remedy ${twice} is asked for twice`);
  return chosen.length === 0 ? [null] : chosen;
}

function fromCommand(command: string): Remedy {
  if (command.trim() === '') throw new Fault('usage', '--remedy-command is empty: expected a command to run');
  return {
    name: 'command',
    kind: 'fix',
    expect: null,
    summary: `runs ${command}`,
    explanation: null,
    file: null,
    set: null,
    undo: false,
    restart: false,
    traffic: null,
    command,
  };
}
