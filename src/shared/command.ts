/** The one place where leaklab starts other programs: argument arrays, never a shell. */
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { execa } from 'execa';

export interface CommandOptions {
  /** Added to this process's own environment; undefined takes a variable away. */
  env?: Record<string, string | undefined>;
  cwd?: string;
  /** Ends the program; the call then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

export interface RunOptions extends CommandOptions {
  /** Written to the program's stdin, which is then closed; empty when left out. */
  input?: string;
  timeoutSeconds?: number;
  /** False: a non-zero exit code is an answer, not an error. A missing program and a timeout are errors all the same. */
  reject?: boolean;
}

export interface CommandResult {
  /** Without the final newline. */
  stdout: string;
  stderr: string;
  /** As a shell gives it: 128 + the signal's number for a program that a signal ended. */
  exitCode: number;
}

interface Failure {
  commandLine: string;
  exitCode: number | undefined;
  notFound: boolean;
  timedOut: boolean;
  stdout: string;
  stderr: string;
}

/** A program that could not be started or did not end well; `message` has the command line and its last output. */
export class CommandError extends Error {
  /** Can be pasted into a shell. */
  readonly commandLine: string;
  /** Undefined where the program never ran. */
  readonly exitCode: number | undefined;
  /** There is no such program on the PATH. */
  readonly notFound: boolean;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;

  constructor(how: string, failure: Failure) {
    const output = lastLines(failure.stderr.trim() === '' ? failure.stdout : failure.stderr, 10);
    super(`\`${failure.commandLine}\` ${how}${output === '' ? '' : `:\n${output}`}`);
    this.name = 'CommandError';
    this.commandLine = failure.commandLine;
    this.exitCode = failure.exitCode;
    this.notFound = failure.notFound;
    this.timedOut = failure.timedOut;
    this.stdout = failure.stdout;
    this.stderr = failure.stderr;
  }
}

/**
 * Runs a program to its end.
 * @throws CommandError when it is missing, takes too long or (unless `reject` is false) exits other than 0;
 *   the signal's reason when `signal` ended it.
 */
export async function runCommand(
  file: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<CommandResult> {
  options.signal?.throwIfAborted();
  const ended = await execa(file, args, {
    ...common(options),
    input: options.input ?? '',
    timeout: (options.timeoutSeconds ?? 0) * 1000,
  });
  if (ended.isCanceled) options.signal?.throwIfAborted();
  const exitCode = ended.exitCode ?? codeOfSignal(ended.signal);
  const how = complaint(file, options, ended, exitCode);
  if (how.text !== '' && (options.reject !== false || exitCode === undefined || ended.timedOut)) {
    const { stdout, stderr, timedOut, escapedCommand } = ended;
    throw new CommandError(how.text, {
      commandLine: escapedCommand,
      exitCode,
      notFound: how.notFound,
      timedOut,
      stdout,
      stderr,
    });
  }
  return { stdout: ended.stdout, stderr: ended.stderr, exitCode: exitCode ?? 0 };
}

interface CommandEnd {
  /** As in CommandResult; undefined where the program never ran. */
  exitCode: number | undefined;
  /** Why it ended badly; undefined after exit code 0 and after `stop()` or the signal. */
  failure: CommandError | undefined;
}

/** A program that runs beside the engine. It and what it started end with the engine. */
export interface RunningCommand {
  /** Undefined where the program could not be started. */
  pid: number | undefined;
  /** Its stdout, line by line; to be read by one reader. A reader that lags makes the program wait, not the memory grow. */
  lines: AsyncIterable<string>;
  stdin: Writable;
  /** Never rejects. */
  ended: Promise<CommandEnd>;
  /** Ends it and its descendants (SIGTERM, then SIGKILL after 2 s) and resolves when it is gone. */
  stop(): Promise<void>;
}

export function startCommand(file: string, args: readonly string[], options: CommandOptions = {}): RunningCommand {
  const subprocess = execa(file, args, { ...common(options), stdin: 'pipe', buffer: false, forceKillAfterDelay: 2000 });
  // A program that ends while it is written to is reported by `ended`, not by an error event of the pipe.
  subprocess.stdin.on('error', () => {});
  const reader = createInterface({ input: subprocess.stdout, crlfDelay: Infinity });
  const lines = reader[Symbol.asyncIterator]();
  let stderr = '';
  subprocess.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-16_384);
  });
  let stopped = false;

  async function end(): Promise<CommandEnd> {
    const result = await subprocess;
    const exitCode = result.exitCode ?? codeOfSignal(result.signal);
    const how = complaint(file, options, result, exitCode);
    if (how.text === '' || stopped || result.isCanceled) return { exitCode, failure: undefined };
    const commandLine = result.escapedCommand;
    const failure = { commandLine, exitCode, notFound: how.notFound, timedOut: false, stdout: '', stderr };
    return { exitCode, failure: new CommandError(how.text, failure) };
  }
  const ended = end();

  return {
    pid: subprocess.pid,
    lines: { [Symbol.asyncIterator]: () => lines },
    stdin: subprocess.stdin,
    ended,
    stop: async () => {
      stopped = true;
      subprocess.kill();
      reader.close();
      await ended;
    },
  };
}

interface BackgroundOptions {
  /** Added to this process's own environment. */
  env: Record<string, string>;
  cwd: string;
  /** An open file for all that it writes; the program has it for its own. */
  output: Writable;
}

/** A program that goes on when the engine has ended. */
interface BackgroundCommand {
  /** Undefined where it could not be started. */
  pid: number | undefined;
  /** Its exit code, for as long as the engine is there to see it; undefined where it never ran. Never rejects. */
  ended: Promise<number | undefined>;
}

/** Starts a program in a session of its own, that no Ctrl-C reaches and that this process does not wait for. */
export function startBackground(
  file: string,
  args: readonly string[],
  { env, cwd, output }: BackgroundOptions,
): BackgroundCommand {
  const options = { env, cwd, detached: true, cleanup: false, buffer: false, reject: false } as const;
  const subprocess = execa(file, args, { ...options, stdin: 'ignore', stdout: output, stderr: output });
  subprocess.nodeChildProcess.unref();
  return {
    pid: subprocess.pid,
    ended: subprocess.then(({ exitCode, signal }) => exitCode ?? codeOfSignal(signal)),
  };
}

function common(options: CommandOptions) {
  return {
    reject: false,
    // Ctrl-C in a terminal reaches a whole process group: in its own, a program ends when the engine says so.
    killDescendants: true,
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
  } as const;
}

interface Ended {
  timedOut: boolean;
  signal?: string | undefined;
  code?: string | undefined;
  originalMessage?: string | undefined;
}

/** How a program ended, as the end of the sentence "`kind` …"; empty when it ended well. */
function complaint(file: string, options: RunOptions, ended: Ended, exitCode: number | undefined) {
  if (ended.timedOut) return { text: `did not end within ${options.timeoutSeconds} s`, notFound: false };
  if (exitCode !== undefined) {
    const how = ended.signal === undefined ? `exited with ${exitCode}` : `was ended by ${ended.signal}`;
    return { text: exitCode === 0 ? '' : how, notFound: false };
  }
  const { cwd } = options;
  // A missing working directory gives the same ENOENT as a missing program.
  if (cwd !== undefined && !existsSync(cwd)) return { text: `could not start: no folder ${cwd}`, notFound: false };
  if (ended.code === 'ENOENT') return { text: `could not start: there is no program "${file}"`, notFound: true };
  return { text: `could not start: ${ended.originalMessage ?? ended.code ?? 'unknown error'}`, notFound: false };
}

function codeOfSignal(signal: NodeJS.Signals | undefined): number | undefined {
  return signal === undefined ? undefined : 128 + constants.signals[signal];
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
