import { exitCodes } from '../run/exit-code.ts';

/**
 * Sees to it that the process never ends with Node's own exit code 1, which here means a verdict other than expected.
 * A reader that goes away (`leaklab list | head`) is no failure; whatever else nobody caught is a defect of leaklab.
 */
export function guardProcess(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  process.on('uncaughtException', (error) => {
    process.stderr.write(`leaklab: a defect of leaklab itself, please report it:\n${error.stack ?? error.message}\n`);
    process.exit(exitCodes.defect);
  });
}
