import ora from 'ora';
import type { JournalEntry } from '../run/events.ts';
import { formatSeconds } from '../shared/quantity.ts';
import { lineOf, memoryWords } from './line.ts';
import { sparkline } from './sparkline.ts';

interface Line {
  name: string;
  doing: string;
  since: number;
  memory: number[];
  now: string;
  done: boolean;
}

export interface LiveReporter {
  readonly listen: (entry: JournalEntry) => void;
  readonly stop: () => void;
}

/**
 * A reporter for a terminal: one line per run, redrawn as it goes.
 * @param total - for runs of many scenarios: then only those that go on have a line, below a count
 */
export function liveReporter(stream: NodeJS.WriteStream, total?: number): LiveReporter {
  const lines = new Map<string, Line>();
  let ended = 0;
  let wrong = 0;
  const spinner = ora({ stream, discardStdin: false });
  const draw = () => {
    const width = Math.max(0, ...[...lines.values()].map(({ name }) => name.length));
    const columns = stream.columns > 0 ? stream.columns : 80;
    const texts = [...lines.values()].map((line) => describe(line, width).slice(0, columns - 3));
    const count = `${ended} of ${total} runs over${wrong === 0 ? '' : `, ${wrong} not as expected`}`;
    spinner.text = [...(total === undefined ? [] : [count]), ...texts].join('\n  ');
  };
  return {
    listen(entry) {
      const line = lines.get(entry.run);
      if (entry.type === 'run.started') {
        const many = total !== undefined && entry.remedy !== null;
        const name = many ? `${entry.scenario} ${entry.remedy}` : (entry.remedy ?? entry.scenario);
        lines.set(entry.run, { name, doing: 'starting', since: Date.now(), memory: [], now: '', done: false });
        if (!spinner.isSpinning) spinner.start();
      } else if (line !== undefined) {
        hear(line, entry);
      }
      if (entry.type === 'run.finished' && total !== undefined) {
        lines.delete(entry.run);
        ended += 1;
        if (entry.result.asExpected !== true) wrong += 1;
      }
      if (lines.size > 0 || total !== undefined) draw();
    },
    stop() {
      if (!spinner.isSpinning) return;
      draw();
      spinner.stopAndPersist({ symbol: ' ' });
    },
  };
}

function hear(line: Line, entry: JournalEntry): void {
  if (entry.type === 'memory') {
    line.memory = [...line.memory, entry.usage].slice(-96);
    line.now = memoryWords(entry.usage, entry.limit);
    return;
  }
  if (entry.type === 'progress') line.doing = entry.text;
  else if (!line.done) line.doing = lineOf(entry) ?? line.doing;
  if (entry.type === 'step.started') line.since = Date.now();
  if (entry.type === 'judged') line.done = true;
}

function describe(line: Line, width: number): string {
  const spent = formatSeconds(Math.round((Date.now() - line.since) / 1000)).padStart(5);
  return `${line.name.padEnd(width)} ${spent}  ${sparkline(line.memory, 16)} ${line.now.padEnd(19)} ${line.doing}`;
}
