import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Printed } from './page.ts';
import { printedIn } from './page.ts';
import { printerRole } from './run.ts';

export interface PrinterOptions {
  pagesPerPrinter: number;
  /** Called when a printer ended that nobody asked to. */
  onEnd: (end: { pid: number | undefined; code: number | null; signal: NodeJS.Signals | null }) => void;
}

/** One process that prints, replaced when it ends; what it had not printed yet goes to the next. */
export class Printers {
  readonly #options: PrinterOptions;
  readonly #waiting = new Map<number, (printed: Printed) => void>();
  #printer: ChildProcess;
  #given = 0;
  #stopped = false;

  constructor(options: PrinterOptions) {
    this.#options = options;
    this.#printer = this.#start();
  }

  /** Resolves once the page is printed, which may be by a later printer. */
  print(id: number): Promise<Printed> {
    const { promise, resolve } = Promise.withResolvers<Printed>();
    if (this.#given >= this.#options.pagesPerPrinter) this.#replace();
    this.#waiting.set(id, resolve);
    this.#give(id);
    return promise;
  }

  stop(): void {
    this.#stopped = true;
    this.#printer.kill();
  }

  #start(): ChildProcess {
    const printer = fork(process.argv[1] ?? '', [printerRole]);
    this.#given = 0;
    printer.on('message', (message) => {
      const printed = printedIn(message);
      if (printed === undefined) return;
      this.#waiting.get(printed.id)?.(printed);
      this.#waiting.delete(printed.id);
    });
    printer.once('exit', (code, signal) => {
      // One that has been replaced may go.
      if (this.#stopped || this.#printer !== printer) return;
      this.#options.onEnd({ pid: printer.pid, code, signal });
      this.#printer = this.#start();
      for (const id of this.#waiting.keys()) this.#give(id);
    });
    return printer;
  }

  #replace(): void {
    const old = this.#printer;
    this.#printer = this.#start();
    // It ends once it has read that its server has let go; what it has not printed by then goes to the new one.
    if (old.connected) old.disconnect();
    for (const id of this.#waiting.keys()) this.#give(id);
  }

  #give(id: number): void {
    this.#given += 1;
    // One that has just died cannot be written to: its end gives the job to the next.
    if (this.#printer.connected) this.#printer.send({ id }, () => undefined);
  }
}
