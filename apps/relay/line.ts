/** One line's length in characters, of which V8 keeps one byte each: a request with its headers. */
export const lineLength = 4096;

const headers = 'x'.repeat(lineLength);

/** The line with this number, as a service sends it. A string of its own, which shares nothing with the others. */
export function makeLine(id: number): string {
  const head = `{"id":${id},"at":${Date.now()},"request":"GET /orders","headers":"`;
  return Buffer.from(`${head}${headers.slice(head.length + 2)}"}`).toString('latin1');
}
