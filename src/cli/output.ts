import { writeFile } from 'node:fs/promises';
import { Fault } from '../shared/errors.ts';

/** `--json` alone is `true`, with a file its path. */
export type JsonOption = string | true | undefined;

/** Writes data to the file that `--json FILE` names, or to stdout. */
export async function writeJson(option: string | true, data: unknown): Promise<void> {
  const text = `${JSON.stringify(data, null, 2)}\n`;
  if (option === true) {
    process.stdout.write(text);
    return;
  }
  await writeFile(option, text).catch((cause: unknown) => {
    throw new Fault('environment', `the results cannot be written to ${option}`, { cause });
  });
}

/** Words for a person that are no data. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
