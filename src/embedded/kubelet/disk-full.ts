const codes = new Set<unknown>(['ENOSPC', 'EDQUOT']);

/** True for the error of a disk, or a user's share of it, that has no room left. */
export function isDiskFull(thrown: unknown): thrown is Error {
  return thrown instanceof Error && 'code' in thrown && codes.has(thrown.code);
}
