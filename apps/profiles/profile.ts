export interface Suggestion {
  item: number;
  score: number;
  because: string;
}

/** What is worked out for one user. */
export interface Profile {
  user: string;
  suggestions: Suggestion[];
}

/** Items that are ranked for each user. */
const ranked = 1400;

/** Ranks the items for a user: objects of the JavaScript heap, some 230 KB. */
export function makeProfile(user: string): Profile {
  return {
    user,
    suggestions: Array.from({ length: ranked }, (_, item) => ({
      item,
      score: 1 / (item + 1.5),
      because: `user ${user} looked at item ${item} lately`,
    })),
  };
}
