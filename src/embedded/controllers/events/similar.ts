/** Events that differ in their message alone: from the tenth on within 10 minutes they are told as one. */
const manyMessages = 10;
const window = 600_000;

export interface Similar {
  /** The message to record, and the key under which its repeats are counted. */
  fold(key: string, message: string, now: number): { key: string; message: string };
}

/** As client-go's EventAggregator (tools/record/events_cache.go). */
export function createSimilar(): Similar {
  const groups = new Map<string, { messages: Set<string>; at: number }>();
  return {
    fold(key, message, now) {
      const known = groups.get(key);
      const group = known !== undefined && now - known.at <= window ? known : { messages: new Set<string>(), at: now };
      groups.set(key, group);
      group.messages.add(message);
      group.at = now;
      if (group.messages.size < manyMessages) return { key: JSON.stringify([key, message]), message };
      // One goes, so that the set stays small.
      const [any] = group.messages;
      if (any !== undefined) group.messages.delete(any);
      return { key, message: `(combined from similar events): ${message}` };
    },
  };
}
