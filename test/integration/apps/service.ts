import { join } from 'node:path';
import { projectRoot } from '../../../src/shared/places.ts';
import type { RunningCommand } from '../../../src/shared/command.ts';
import { startCommand } from '../../../src/shared/command.ts';

export interface Service extends AsyncDisposable {
  url: string;
  port: number;
  /** The parsed log so far. */
  log: Record<string, unknown>[];
  command: RunningCommand;
  get(path: string): Promise<{ status: number; body: unknown }>;
  post(body: string | undefined): Promise<{ status: number; body: unknown }>;
}

/** Starts a release of an app as a plain process on a free port and waits until it listens. */
export async function startService(
  release: string,
  env: Record<string, string> = {},
  app = 'data-processor',
): Promise<Service> {
  const entry = join(projectRoot, `apps/${app}/releases/${release}.ts`);
  const command = startCommand(process.execPath, [entry], { env: { PORT: '0', PACE: 'lab', ...env } });
  const log: Record<string, unknown>[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    const read = async () => {
      for await (const line of command.lines) {
        // What a library or the runtime writes is no JSON.
        if (!line.startsWith('{')) continue;
        const entry = asRecord(JSON.parse(line));
        log.push(entry);
        if (entry['msg'] === 'started') resolve(Number(entry['port']));
      }
      reject((await command.ended).failure ?? new Error('ended before it listened'));
    };
    read().catch(reject);
  });
  const url = `http://127.0.0.1:${port}`;
  const answer = async (response: Response) => ({ status: response.status, body: await json(response) });
  return {
    url,
    port,
    log,
    command,
    get: async (path) => answer(await fetch(`${url}${path}`)),
    post: async (body) => answer(await fetch(`${url}/events`, { method: 'POST', body: body ?? null })),
    [Symbol.asyncDispose]: () => command.stop(),
  };
}

export function asRecord(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new Error(`not an object: ${JSON.stringify(value)}`);
  return { ...value };
}

async function json(response: Response): Promise<unknown> {
  const text = await response.text();
  return response.headers.get('content-type')?.startsWith('application/json') ? JSON.parse(text) : text;
}
