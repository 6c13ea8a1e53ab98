/** A time as the API writes it: whole seconds, UTC. Takes milliseconds since the Unix epoch. */
export function apiTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
