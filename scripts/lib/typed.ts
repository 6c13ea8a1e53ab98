const verbs = ['up', 'deploy', 'trigger', 'collect', 'fix', 'verify', 'down'] as const;

/** A verb as it is typed here: through npm where this one was, else by node itself. */
export function typed(verb: (typeof verbs)[number], ...args: string[]): string {
  const started = process.env['npm_lifecycle_event'] ?? '';
  const isNpm = verbs.some((name) => name === started);
  const line = isNpm ? ['npm', 'run', verb, ...(args.length > 0 ? ['--'] : [])] : ['node', `scripts/${verb}.ts`];
  return [...line, ...args].join(' ');
}
