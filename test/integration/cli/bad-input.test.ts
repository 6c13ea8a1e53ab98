import { afterAll, describe, expect, test } from 'vitest';
import { Sandbox } from './sandbox.ts';

/** Command lines that cannot be meant, and how what they get begins. */
const wrong: [string[], RegExp][] = [
  [['rum'], /^error: unknown command 'rum'\n\(Did you mean run\?\)/],
  [['run'], /^leaklab: expected the name of a scenario, or --all\n {2}try: leaklab list$/],
  [['run', 'list-leak', '--remdy', 'x'], /^error: unknown option '--remdy'\n\(Did you mean --remedy\?\)/],
  [['run', 'list-leak', 'list-leak'], /^leaklab: the scenario list-leak is named twice/],
  [['run', 'list-leak', '--all'], /^leaklab: --all is every scenario: expected no name beside it, got list-leak/],
  [
    ['run', 'list-leak', '--tag', 'memory'],
    /^leaklab: --tag goes with --all\n {2}try: leaklab run --all --tag memory$/,
  ],
  [['run', '--all', '--tag', 'memry'], /^leaklab: no scenario has the tag memry\n {2}try: did you mean memory\?$/],
  [['run', 'list-leak', '--only', 'fix'], /^leaklab: --only is for all remedies\n {2}try: --remedy all --only fix$/],
  [['run', '--all', '--only', 'fixes'], /^error: option '--only <kinds>' argument 'fixes' is invalid\. expected kinds/],
  [['list', 'more'], /^error: too many arguments/],
  [['run', 'list-leak', '--pace', 'slow'], /Allowed choices are lab, real\./],
  [['run', 'lst-leak'], /^leaklab: unknown scenario lst-leak; did you mean list-leak\?\n {2}try: leaklab list$/],
  [['run', '../list-leak'], /^leaklab: unknown scenario \.\.\/list-leak/],
  [['run', 'list-leak', '--remedy', 'rase-limit'], /^leaklab: unknown remedy rase-limit; did you mean raise-limit\?/],
  [['run', 'list-leak', '--remedy', ''], /^leaklab: unknown remedy /],
  [['run', 'list-leak', '--remedy', 'raise-limit,raise-limit'], /^leaklab: the remedy raise-limit is asked for twice/],
  [['run', 'list-leak', '--remedy', 'none.yaml'], /^leaklab: remedy none\.yaml has 1 problem:\nnone\.yaml:1:1: /],
  [['run', 'list-leak', '--remedy-command', ' '], /^leaklab: --remedy-command is empty/],
  [
    ['run', 'list-leak', '--remedy', 'fix.yaml'],
    /^leaklab: remedy fix\.yaml has 2 problems:\n(?=.*fix\.yaml:3:\d+: metadata\.name: missing)(?=.*fix\.yaml:[56]:\d+: not valid YAML)/s,
  ],
  [['cluster', 'upp'], /^error: unknown command 'upp'/],
];

describe('what cannot be meant ends with 2 and says what was expected', async () => {
  const sandbox = new Sandbox();
  for (const name of ['docker', 'kind', 'kubectl']) sandbox.program(name, 'exit 0');
  sandbox.file('fix.yaml', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { nme: ledger }\n---\nkind: [\n');
  const results = await sandbox.each(wrong.map(([args]) => args));
  afterAll(() => sandbox.remove());

  test.each(wrong.map(([args, message], index) => [args, message, results[index]] as const))(
    'leaklab %j',
    (_args, message, result) => {
      expect(result).toEqual({ exitCode: 2, stdout: '', stderr: expect.stringMatching(message) });
    },
  );

  test('calls no program and writes nothing', () => {
    expect([sandbox.calls(), sandbox.state()]).toEqual([[], []]);
  });
});

describe('a kube-context', async () => {
  const sandbox = new Sandbox();
  for (const name of ['docker', 'kind']) sandbox.program(name, 'exit 0');
  afterAll(() => sandbox.remove());
  const others = 'contexts: [{name: staging, context: {cluster: x}}]';
  const [staging, prod] = [sandbox.file('first', others), sandbox.file('second', others.replace('staging', 'prod'))];
  const unreadable = (file: string) => `the kubeconfig file ${file} cannot be read`;

  const cases: [what: string, option: string, KUBECONFIG: string, exitCode: number, words: string][] = [
    ['of --on that is not there', '--on', staging, 2, `no context "prod" in ${staging}; it has staging`],
    ['of --context that is not there', '--context', staging, 2, `no context "prod" in ${staging}; it has staging`],
    ['in a later file', '--context', `:/none:${staging}:${prod}`, 2, `the context "prod" in ${prod} names no cluster`],
    ['with an empty KUBECONFIG', '--context', '', 3, unreadable(`${sandbox.folder}/.kube/config`)],
    ['with a KUBECONFIG that is not there', '--context', '/none/config', 3, unreadable('/none/config')],
  ];
  const results = await sandbox.each(
    cases.map(([, option]) => ['run', 'list-leak', option, 'prod']),
    cases.map(([, , KUBECONFIG]) => ({ KUBECONFIG })),
  );

  test.each(cases.map(([what, , , exitCode, words], index) => [what, exitCode, words, results[index]] as const))(
    '%s ends with %i and says where it was looked for',
    (_what, exitCode, words, result) => {
      expect(result).toEqual({ exitCode, stdout: '', stderr: expect.stringContaining(`leaklab: ${words}`) });
    },
  );

  test('needs neither Docker nor kind', () => {
    expect(sandbox.calls()).toEqual([]);
  });

  test('is looked for in the usual file where KUBECONFIG is not set', async () => {
    const { stderr, exitCode } = await sandbox.leaklab(['run', 'list-leak', '--context', 'prod']);
    expect([exitCode, stderr.includes(unreadable(`${sandbox.folder}/.kube/config`))]).toEqual([3, true]);
  });
});
