/** One line of a container's log. */
export interface LogLine {
  /** Milliseconds since the Unix epoch. */
  time: number;
  stream: 'stdout' | 'stderr';
  /** False for a part of a line that was too long for one. */
  whole: boolean;
  /** Bytes, one to a character (latin1): what a program writes need not be text. */
  text: string;
}

/** As container runtimes write it (CRI logging format): TIME STREAM F|P TEXT. */
export function formatLine({ time, stream, whole, text }: LogLine): string {
  return `${nanoTime(time)} ${stream} ${whole ? 'F' : 'P'} ${text}\n`;
}

/** Undefined for what is no line, such as one cut off by a full disk. */
export function parseLine(line: string): LogLine | undefined {
  const match = /^(\S+) (stdout|stderr) ([FP]) (.*)$/s.exec(line);
  if (match === null) return undefined;
  const [, time = '', stream, tag, text = ''] = match;
  return { time: Date.parse(time), stream: stream === 'stderr' ? 'stderr' : 'stdout', whole: tag === 'F', text };
}

/** As `kubectl logs` prints it; bytes, one to a character. */
export function printLine({ time, whole, text }: LogLine, timestamps: boolean): string {
  return `${timestamps ? `${nanoTime(time)} ` : ''}${text}${whole ? '\n' : ''}`;
}

let latest = { time: NaN, text: '' };

/** All lines of a chunk have one time: it is written once. */
function nanoTime(time: number): string {
  if (latest.time !== time) latest = { time, text: `${new Date(time).toISOString().slice(0, -1)}000000Z` };
  return latest.text;
}
