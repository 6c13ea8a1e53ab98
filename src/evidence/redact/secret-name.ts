const words =
  /(?:^|_)(?:passw(?:or)?d|passphrase|pwd|secret|token|credentials?|auth|apikey|(?:api|private|access|secret|signing|encryption)_key|connection_string|dsn)(?:_|$)/;
/** Names that say where a secret is, or how long it holds, and not what it is. */
const harmless = /_(?:file|path|name|ref|ttl|timeout|expiry|enabled|url|count|seconds|minutes)$/;

/** Whether a variable, flag or key is named as one that holds a secret: DB_PASSWORD, apiKey, --auth-token. */
export function isSecretName(name: string): boolean {
  const snake = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
  return words.test(snake) && !harmless.test(snake);
}
