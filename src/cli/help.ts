const lines: Record<string, string[]> = {
  leaklab: [
    'leaklab run list-leak --remedy bounded-buffer    break it, prove it, fix it, grade the fix',
    'leaklab run list-leak --remedy all               every remedy side by side',
    'leaklab doctor                                   what is ready on this machine',
  ],
  run: [
    'leaklab run list-leak                                     break and diagnose only',
    'leaklab run list-leak --remedy bounded-buffer,raise-limit',
    'leaklab run list-leak --remedy my-fix.yaml                a patch of your own',
    "leaklab run list-leak --remedy-command './my-tool fix'    a tool of your own",
    'leaklab run list-leak --remedy all --json results.json',
    'leaklab run --all                                         every scenario with every remedy: some ten minutes',
    'leaklab run --all --tag memory --only fix,cheat           a part of it',
  ],
  diagnose: [
    'leaklab diagnose -n shop                                  what is wrong there, in the current context',
    'leaklab diagnose deploy/orders -n shop --context prod',
    'leaklab diagnose --bundle incident --json                 with no cluster at all',
  ],
  collect: ['leaklab collect -n shop -o incident'],
  list: ['leaklab list', 'leaklab list --scenarios scenarios'],
  new: ['leaklab new slow-cache', 'leaklab run slow-cache --scenarios scenarios --remedy all'],
  validate: ['leaklab validate scenarios', 'leaklab validate scenarios/slow-cache --json'],
  cluster: ['leaklab cluster up', 'leaklab cluster status', 'leaklab cluster down'],
  up: ['leaklab cluster up', 'leaklab cluster up --on embedded', 'eval "$(leaklab cluster up)" && kubectl get nodes'],
  down: ['leaklab cluster down', 'leaklab cluster down --on embedded'],
  status: ['leaklab cluster status', 'leaklab cluster status --sweep'],
  doctor: ['leaklab doctor', 'leaklab doctor --json'],
};

/** Examples come first: most people need nothing else. */
export function examples(command: string): string {
  const own = lines[command];
  return own === undefined ? '' : `Examples:\n${own.map((line) => `  ${line}`).join('\n')}\n`;
}

export const topics = `
Exit codes:
  0 as expected   1 a verdict or cause other than expected   2 bad usage or an invalid file
  3 environment not ready   4 inconclusive   70 a defect of leaklab   130 interrupted

Environment:
  LEAKLAB_HOME              where runs, kubeconfig and images are kept (.leaklab)
  LEAKLAB_CLUSTER           name of leaklab's cluster (leaklab)
  LEAKLAB_KIND_NODE_IMAGE   node image for it (kind's default)
  NO_COLOR                  no colours
`;
