const shareBytes = 16 * 2 ** 20;

/** One share of the records. Every byte is written: memory that is only reserved takes nothing from the node. */
export function readShare(index: number): Buffer {
  return Buffer.alloc(shareBytes, `record of share ${index}\n`);
}
