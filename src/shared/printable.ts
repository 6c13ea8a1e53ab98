/**
 * Words from elsewhere (logs, messages, names) as a terminal may get them: control characters, among them those that
 * begin a terminal's commands, and characters that turn the direction of writing are shown as what they are.
 */
export function printable(text: string): string {
  return text.replaceAll(hidden, (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

/** Control characters but tab and line feed, those that format without being seen, and Unicode's own line ends. */
const hidden = /(?![\t\n])[\p{Cc}\p{Cf}\u2028\u2029]/gu;
