/** Whole seconds as Go prints a time.Duration: 10s, 1m20s, 5m0s. */
export function goDuration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds % 60}s`;
}
