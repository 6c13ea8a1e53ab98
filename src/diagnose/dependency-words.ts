/** What a line says of another service that could not be reached. */
export interface UnreachedService {
  /** As the line names it: a name, an address, with a port where one is told; null where it names none. */
  target: string | null;
  how: 'refused' | 'no answer' | 'name does not resolve' | 'credentials refused' | 'connection lost';
}

/** Codes of libuv and libc, and the words of Go, Java, Python, PostgreSQL, MySQL, Redis and MongoDB for the same. */
const kinds: [UnreachedService['how'], RegExp][] = [
  [
    'name does not resolve',
    /\bENOTFOUND\b|\bEAI_(?:AGAIN|NONAME)\b|no such host|name or service not known|could not translate host name|temporary failure in name resolution|unknownhostexception|name resolution/i,
  ],
  [
    'credentials refused',
    /password authentication failed|access denied for user|authentication failed|WRONGPASS|NOAUTH|invalid username-password|28P01|role ".*" does not exist|database ".*" does not exist/i,
  ],
  ['refused', /\bECONNREFUSED\b|connection refused/i],
  [
    'no answer',
    /\bETIMEDOUT\b|\bEHOSTUNREACH\b|\bENETUNREACH\b|connect(?:ion)? timed? ?out|no route to host|i\/o timeout|server selection (?:error|timed out)|timeout expired|connection timeout/i,
  ],
  [
    'connection lost',
    /\bECONNRESET\b|\bEPIPE\b|connection reset by peer|server closed the connection|terminating connection|the database system is (?:starting up|shutting down)/i,
  ],
];

/** Null for a line that speaks of no such thing. */
export function unreachedService(line: string): UnreachedService | null {
  const found = kinds.find(([, words]) => words.test(line));
  return found === undefined ? null : { how: found[0], target: targetOf(line) };
}

function targetOf(line: string): string | null {
  const withPort =
    /(?:^|[\s"'(@/[=])((?:\d{1,3}\.){3}\d{1,3}|\[[0-9a-f:]+\]|[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*):(\d{2,5})\b/i.exec(
      line,
    );
  if (withPort !== null) return `${withPort[1] ?? ''}:${withPort[2] ?? ''}`;
  const name =
    /\b(?:ENOTFOUND|EAI_AGAIN)\s+([\w.-]+)/.exec(line) ??
    /lookup ([\w.-]+)/.exec(line) ??
    /host(?: name)?\s*[=:]?\s*"([^"]+)"/i.exec(line) ??
    /user "([^"]+)"/i.exec(line);
  return name?.[1] ?? null;
}
