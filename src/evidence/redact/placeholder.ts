/** What stands where a secret stood: its length helps to find an empty or cut-off one, and gives nothing away. */
export function placeholder(bytes: number): string {
  return `<redacted: ${bytes} bytes>`;
}

export function isPlaceholder(text: string): boolean {
  return /^<redacted: \d+ bytes>$/.test(text);
}

export function redacted(text: string): string {
  return isPlaceholder(text) ? text : placeholder(Buffer.byteLength(text));
}
