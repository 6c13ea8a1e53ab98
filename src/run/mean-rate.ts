/** What was measured over a while. */
export interface Span {
  perSecond: number;
  seconds: number;
}

/**
 * The rate over all spans together, each counting by its length; null without any. Not their median: an answer that
 * comes late makes one span too slow and the next too fast, and only over both is the count right.
 */
export function meanRate(spans: readonly Span[]): number | null {
  const seconds = spans.reduce((sum, span) => sum + span.seconds, 0);
  if (seconds === 0) return null;
  return spans.reduce((sum, span) => sum + span.perSecond * span.seconds, 0) / seconds;
}
