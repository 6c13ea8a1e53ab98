/**
 * Words from elsewhere (logs, messages, names) as a terminal may get them: control characters, among them those that
 * begin a terminal's commands, and characters that turn the direction of writing are shown as what they are.
 */
export function printable(text: string): string {
  return text.replaceAll(hidden, (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

/** C0 and C1 controls without tab and line feed, DEL, and the marks of Unicode that reorder or hide text. */
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
