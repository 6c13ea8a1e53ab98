/** One byte of so many goes into the preview. */
const stride = 64 * 1024;

/** A small picture of a large one; made of its bytes in order, however they are cut into pieces. */
export class Preview {
  readonly #bytes: number[] = [];
  #seen = 0;

  add(part: Buffer): void {
    const first = (stride - (this.#seen % stride)) % stride;
    for (let at = first; at < part.length; at += stride) this.#bytes.push(part[at] ?? 0);
    this.#seen += part.length;
  }

  /** Base64. */
  toString(): string {
    return Buffer.from(this.#bytes).toString('base64');
  }
}
