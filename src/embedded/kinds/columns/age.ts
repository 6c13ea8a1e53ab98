/** How long ago a timestamp was, as kubectl words it: "5s", "3m20s", "2d4h"; "<unknown>" without one. */
export function age(timestamp: string | null | undefined, now: number): string {
  if (timestamp === null || timestamp === undefined) return '<unknown>';
  return humanDuration(now - Date.parse(timestamp));
}

/** apimachinery pkg/util/duration: two units while they are worth it. `milliseconds` may be negative by clock skew. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return withRest(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return withRest(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (days < 8) return withRest(days, 'd', hours % 24, 'h');
  if (days < 730) return `${days}d`;
  const years = Math.floor(days / 365);
  return years < 8 ? withRest(years, 'y', days % 365, 'd') : `${years}y`;
}

function withRest(count: number, unit: string, rest: number, smaller: string): string {
  return rest === 0 ? `${count}${unit}` : `${count}${unit}${rest}${smaller}`;
}
