/** No vowels and no look-alikes, so that no word appears by chance (apimachinery pkg/util/rand/rand.go). */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** Any text in letters that are safe in a name, one for each of its characters. */
export function safeEncode(text: string): string {
  return Array.from(text, (letter) => alphabet.charAt(letter.charCodeAt(0) % alphabet.length)).join('');
}
