/** One line of a container's log. */
export interface LogLine {
  /** Milliseconds since the Unix epoch. */
  time: number;
  stream: 'stdout' | 'stderr';
  /** False for a part of a line that was too long for one. */
  whole: boolean;
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

/** As `kubectl logs` prints it. */
export function printLine({ time, whole, text }: LogLine, timestamps: boolean): string {
  return `${timestamps ? `${nanoTime(time)} ` : ''}${text}${whole ? '\n' : ''}`;
}

function nanoTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, -1)}000000Z`;
}
