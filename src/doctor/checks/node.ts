import type { Check } from '../check.ts';
import type { Outcome } from '../outcome.ts';
import { failure, ok, warning } from '../outcome.ts';
import { isBefore, parseVersion } from '../version.ts';

/** Below it, what leaklab stands on does not start (execa 10, commander 15) or crashes at import (client-node 2). */
const floor = { major: 22, minor: 19 };
/** What leaklab is developed and tested with. */
const wanted = 24;

const mend =
  'npm install --prefix .toolchain --no-save node@24 && export PATH="$PWD/.toolchain/node_modules/.bin:$PATH"';

export const nodeCheck: Check = {
  name: 'node',
  group: 'machine',
  byHand: 'node --version',
  run: () => Promise.resolve(judgeNode(process.version)),
};

/** @param text - "v24.21.0" */
export function judgeNode(text: string): Outcome {
  const version = parseVersion(text);
  const is = `Node ${text.replace(/^v/, '')}`;
  if (version === undefined || isBefore(version, floor)) {
    return failure(`${is}, but leaklab needs ${floor.major}.${floor.minor} or newer`, mend);
  }
  if (version.major < wanted) return warning(`${is} does, but leaklab is tested with ${wanted}`, mend);
  return ok(is);
}
