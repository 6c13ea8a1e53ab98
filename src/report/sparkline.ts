const blocks = '▁▂▃▄▅▆▇█';

/** A curve in `width` characters, from 0 to its own highest value, or to `top` where that is higher. */
export function sparkline(values: number[], width: number, top = 1): string {
  if (values.length === 0) return ' '.repeat(width);
  const highest = Math.max(...values, top);
  const cells = Array.from({ length: Math.min(width, values.length) }, (_, cell) => {
    const count = Math.min(width, values.length);
    const part = values.slice(
      Math.floor((cell * values.length) / count),
      Math.floor(((cell + 1) * values.length) / count),
    );
    const level = Math.max(...part) / highest;
    return blocks[Math.min(blocks.length - 1, Math.floor(level * blocks.length))] ?? ' ';
  });
  return cells.join('').padEnd(width);
}
