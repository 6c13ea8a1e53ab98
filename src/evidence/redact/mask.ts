import { isPlaceholder, placeholder, redacted } from './placeholder.ts';

/** Takes the secrets out of a text. */
export type Mask = (text: string) => string;

/** Things that are secret by their looks, each with the part to keep in front of it. */
const looks: RegExp[] = [
  /()-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  // JSON Web Tokens, GitHub's, AWS's, Slack's and Stripe's keys.
  /()\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /()\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|A[KS]IA[A-Z0-9]{16}|xox[abprs]-[\w-]{10,}|sk_(?:live|test)_\w{10,})/g,
  /((?:authorization\\?["']?\s*[:=]\s*\\?["']?)?\b(?:Bearer|Basic)\s+)[\w.~+/=-]{8,}/gi,
  // user:password@host in a URL.
  /(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*:)[^\s@/"']+(?=@)/gi,
  // password=…, "apiKey": "…", --auth-token …
  /((?:\b|_|-)(?:password|passwd|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|client[-_]?secret)\\?["']?\s*[:=]\s*\\?["']?)(?!\\?["'\s,;}]|null\b|true\b|false\b)[^\s"'\\,;}&]+/gi,
];

/** Masks the known values wherever they stand as words (long ones anywhere), and whatever looks like a secret. */
export function maskOf(known: readonly string[]): Mask {
  const pattern = known.length === 0 ? undefined : new RegExp(known.map(asPattern).join('|'), 'g');
  return (text) => {
    const masked = pattern === undefined ? text : text.replace(pattern, redacted);
    return looks.reduce((rest, look) => rest.replace(look, keepFront), masked);
  };
}

function keepFront(match: string, front: string): string {
  const secret = match.slice(front.length);
  return secret.startsWith('<redacted') || isPlaceholder(secret)
    ? match
    : `${front}${placeholder(Buffer.byteLength(secret))}`;
}

function asPattern(value: string): string {
  const escaped = value.replace(/[$()*+.?[\\\]^{|}/-]/g, String.raw`\$&`);
  return value.length >= 8 ? escaped : `(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`;
}
