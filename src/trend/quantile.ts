/** The value below which `share` (0 to 1) of the values lie, interpolated; NaN for no values. */
export function quantile(values: number[], share: number): number {
  return quantileOfSorted(
    values.toSorted((a, b) => a - b),
    share,
  );
}

export function median(values: number[]): number {
  return quantile(values, 0.5);
}

/** The same for values that are in order already; `share` beyond 0 or 1 gives the first or last. */
export function quantileOfSorted(sorted: number[], share: number): number {
  const place = Math.min(Math.max(share, 0), 1) * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
