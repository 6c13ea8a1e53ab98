import { CommanderError } from 'commander';
import { exitCodes } from '../run/exit-code.ts';
import { Fault, messageOf } from '../shared/errors.ts';
import { Interrupted } from '../run/interrupted.ts';
import { program } from './program.ts';

/** Runs one command line and gives the exit code. Data goes to stdout, everything else to stderr. */
export async function runCli(args: string[]): Promise<number> {
  let exitCode: number = exitCodes.ok;
  const cli = program((code) => (exitCode = code));
  try {
    await cli.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (thrown) {
    return await report(thrown);
  }
}

/** Says what was thrown to a person, on stderr, and gives the exit code that it means. */
export async function report(thrown: unknown): Promise<number> {
  // commander has already said what it is, on stderr; help and version are no errors.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (thrown instanceof Interrupted) return exitCodes.interrupted;
  if (thrown instanceof Fault) {
    process.stderr.write(
      `leaklab: ${messageOf(thrown)}\n${thrown.hint === undefined ? '' : `  try: ${thrown.hint}\n`}`,
    );
    return exitCodes[thrown.kind];
  }
  if (await isAnswer(thrown)) {
    process.stderr.write(`leaklab: ${messageOf(thrown)}\n  try: leaklab doctor\n`);
    return exitCodes.environment;
  }
  const stack = thrown instanceof Error ? thrown.stack : String(thrown);
  process.stderr.write(`leaklab: a defect of leaklab itself, please report it:\n${stack}\n`);
  return exitCodes.defect;
}

/** True for the "no" of the API server or of a program: the environment's word, not a defect. */
async function isAnswer(thrown: unknown): Promise<boolean> {
  const [{ ApiFailure }, { CommandError }] = await Promise.all([
    import('../kube/failure.ts'),
    import('../shared/command.ts'),
  ]);
  return thrown instanceof ApiFailure || thrown instanceof CommandError;
}
