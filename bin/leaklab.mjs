#!/usr/bin/env node
// The command `leaklab`: sets itself up on first use, then hands over to src/cli/main.ts.
import module from 'node:module';
import { join } from 'node:path';
import { isReady, nodeIsCurrent, root, setUp } from './set-up.mjs';
import { startNode } from './start-node.mjs';

const main = join(root, 'src/cli/main.ts');
if (nodeIsCurrent() && isReady()) {
  // The same folder as compileCache in src/shared/places.ts.
  module.enableCompileCache(join(root, 'node_modules/.cache/leaklab'));
  await import(main);
} else startNode(setUp(), [main, ...process.argv.slice(2)]);
