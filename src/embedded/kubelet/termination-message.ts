import type { LogLine } from './log-line.ts';
import { printLine } from './log-line.ts';

const mostFromFile = 4096;
const mostFromLog = 2048;
const mostLines = 80;

/**
 * The message of a terminated container: what it wrote to its termination file, else with FallbackToLogsOnError and a
 * failure the last 80 lines or 2048 bytes of its log (pkg/kubelet/container/runtime.go).
 */
export function terminationMessage(
  written: string,
  policy: string,
  exitCode: number,
  lines: readonly LogLine[],
): string | undefined {
  if (written !== '') return last(Buffer.from(written), mostFromFile);
  if (policy !== 'FallbackToLogsOnError' || exitCode === 0) return undefined;
  const kept = lines.slice(-mostLines).map((line) => printLine(line, false));
  const text = last(Buffer.from(kept.join(''), 'latin1'), mostFromLog);
  return text === '' ? undefined : text;
}

function last(text: Buffer, bytes: number): string {
  return text.subarray(-bytes).toString();
}
