interface Suggestion {
  item: number;
  because: string;
}

/** What is worked out for one user. */
export interface Profile {
  user: string;
  suggestions: Suggestion[];
  /** What they were worked out from: all that the user looked at, as text. A string of the JavaScript heap, one byte each. */
  history: string;
}

const suggested = 20;
const historyLength = 700_000;

const looks = Buffer.alloc(historyLength, '{"item":12345,"at":"2026-01-01T00:00:00Z"},');

/** Works a profile out; it shares nothing with that of another user. */
export function makeProfile(user: string): Profile {
  const suggestions = Array.from({ length: suggested }, (_, item) => ({
    item,
    because: `user ${user} looked at item ${item} lately`,
  }));
  return { user, suggestions, history: looks.toString('latin1') };
}
