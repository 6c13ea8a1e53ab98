/** The index of the reports: while it is made anew, nobody can look anything up in it. */
export class IndexState {
  #busyUntil = 0;

  get ready(): boolean {
    return performance.now() >= this.#busyUntil;
  }

  /** @param seconds - how long it takes */
  rebuild(seconds: number): void {
    this.#busyUntil = performance.now() + seconds * 1000;
  }
}
