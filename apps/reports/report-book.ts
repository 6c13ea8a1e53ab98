export interface Report {
  id: number;
  title: string;
  /** Milliseconds since the Unix epoch. */
  writtenAt: number;
}

const mostKept = 1000;

/** The last reports, up to a bound. */
export class ReportBook {
  readonly #reports: Report[] = [];
  #written = 0;

  /** Reports written since the start. */
  get written(): number {
    return this.#written;
  }

  write(title: string): Report {
    this.#written += 1;
    const report = { id: this.#written, title, writtenAt: Date.now() };
    this.#reports.push(report);
    if (this.#reports.length > mostKept) this.#reports.shift();
    return report;
  }

  /** The newest last. */
  last(count: number): Report[] {
    return count === 0 ? [] : this.#reports.slice(-count);
  }
}
