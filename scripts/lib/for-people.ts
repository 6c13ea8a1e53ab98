import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { head, say, shown } from './say.ts';

/** Lines of a file that fit on a projector beside the others. */
const most = 24;

/** The bundle's files for people, each with the kubectl line that shows the same. */
const files = {
  'pod-describe.log': 'describe pods',
  'crash.log': 'logs PREVIOUS-POD --previous',
  'events.log': 'get events --sort-by=.lastTimestamp',
  'resources.log': 'top pods --containers',
};

export async function showFilesForPeople(bundle: string, namespace: string): Promise<void> {
  for (const [name, words] of Object.entries(files)) {
    const file = join(bundle, name);
    head(`${name}   by hand: kubectl -n ${namespace} ${words}`);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    for (const line of lines.slice(0, most)) say(line);
    if (lines.length > most) say(`… ${lines.length - most} more lines in ${shown(file)}`);
  }
}
