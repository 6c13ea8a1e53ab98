const secondsOf: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A whole number above 0 and one unit. */
export const durationPattern = /^([1-9][0-9]{0,8})([smhd])$/;

/** "90s", "45m", "2h" or "7d" in seconds; undefined where the text is none of these. */
export function parseDuration(text: string): number | undefined {
  const match = durationPattern.exec(text);
  const unit = secondsOf[match?.[2] ?? ''];
  if (match?.[1] === undefined || unit === undefined) return undefined;
  return Number(match[1]) * unit;
}
