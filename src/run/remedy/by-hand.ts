import { relative } from 'node:path';
import { changeCommands } from '../../scenario/change-commands.ts';
import type { Remedy, Scenario } from '../../scenario/model.ts';

/** The lines that do by hand what a remedy does; files are told from the scenario's folder. */
export async function byHand(remedy: Remedy, scenario: Scenario): Promise<string[]> {
  const { folder } = scenario;
  const shown = (file: string) => (file.startsWith(`${folder}/`) ? relative(folder, file) : file);
  const { command } = remedy;
  return [...(await changeCommands(remedy, scenario, 'kubectl', shown)), ...(command === null ? [] : [command])];
}
