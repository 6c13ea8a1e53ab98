/** Lets 25 events of a source about an object through at once, then one every 300 s (client-go tools/record/events_cache.go). */
const burst = 25;
const millisecondsForOne = 300_000;

export interface SpamFilter {
  allows(key: string, now: number): boolean;
}

export function createSpamFilter(): SpamFilter {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    allows(key, now) {
      const bucket = buckets.get(key) ?? { tokens: burst, at: now };
      const tokens = Math.min(burst, bucket.tokens + (now - bucket.at) / millisecondsForOne);
      const allowed = tokens >= 1;
      buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now });
      return allowed;
    },
  };
}
