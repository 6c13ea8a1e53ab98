// `node bin/with-node.mjs FILE ARGS…`: sets up what is missing, then runs FILE on a Node that can run leaklab.
import { setUp } from './set-up.mjs';
import { startNode } from './start-node.mjs';

startNode(setUp(), process.argv.slice(2));
