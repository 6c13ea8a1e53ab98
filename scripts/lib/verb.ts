import { Command } from 'commander';
import type { z } from 'zod';
import { report } from '../../src/cli/cli.ts';
import { interruptible } from '../../src/cli/signals.ts';
import { typed } from './typed.ts';

const codes = `
Exit codes:
  0 done   1 a verdict or cause other than expected   2 bad usage, or a verb too early
  3 environment not ready   4 inconclusive   130 interrupted

The verbs, in order: up, deploy, trigger, collect, fix, verify, down.
`;

/** One verb of the incident by hand. Its help shows the examples first: most people need nothing else. */
export function verb(name: string, does: string, examples: string[]): Command {
  return new Command(`node scripts/${name}.ts`)
    .description(does)
    .exitOverride()
    .showHelpAfterError(`(node scripts/${name}.ts --help shows what it takes)`)
    .addHelpText('before', `Examples:\n${examples.map((line) => `  ${line}`).join('\n')}\n`)
    .addHelpText('after', codes);
}

/**
 * Parses the command line, runs the verb, and gives its exit code; Ctrl-C ends it with 130 and leaves what is deployed.
 * @param options - what the command's options come to
 */
export async function perform<Options>(
  command: Command,
  options: z.ZodType<Options>,
  action: (options: Options, signal: AbortSignal) => Promise<number>,
): Promise<number> {
  try {
    const given = options.parse(command.parse(process.argv).opts());
    const stopping = `stopping; what is deployed stays, and ${typed('down')} removes it`;
    return await interruptible((signal) => action(given, signal), stopping);
  } catch (thrown) {
    return report(thrown);
  }
}
