/**
 * The paths of fields that a JSON text gives twice, in the order of the text: `spec.containers[0].image`.
 * The text must be valid JSON: JSON.parse keeps the last of two and says nothing.
 */
export function duplicateFields(text: string): string[] {
  const found: string[] = [];
  let at = 0;
  readValue('');
  return found;

  function readValue(path: string): void {
    skipSpace();
    if (text[at] === '{') readObject(path);
    else if (text[at] === '[') readArray(path);
    else if (text[at] === '"') readString();
    else while (at < text.length && !/[,\]}\s]/.test(text[at] ?? '')) at += 1;
  }

  function readObject(path: string): void {
    const seen = new Set<string>();
    at += 1;
    skipSpace();
    while (at < text.length && text[at] !== '}') {
      skipSpace();
      const name = readString();
      const field = path === '' ? name : `${path}.${name}`;
      if (seen.has(name)) found.push(field);
      seen.add(name);
      skipSpace();
      at += 1;
      readValue(field);
      skipSpace();
      if (text[at] === ',') at += 1;
    }
    at += 1;
  }

  function readArray(path: string): void {
    at += 1;
    skipSpace();
    for (let index = 0; at < text.length && text[at] !== ']'; index += 1) {
      readValue(`${path}[${index}]`);
      skipSpace();
      if (text[at] === ',') at += 1;
      skipSpace();
    }
    at += 1;
  }

  function readString(): string {
    const start = at;
    at += 1;
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    at += 1;
    const name: unknown = JSON.parse(text.slice(start, at));
    return String(name);
  }

  function skipSpace(): void {
    while (/\s/.test(text[at] ?? '')) at += 1;
  }
}
