import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { z } from 'zod';
import { resultsSchema } from '../../src/report/results.ts';
import { projectRoot } from '../../src/shared/places.ts';
import { waitUntil } from '../../src/shared/retry.ts';

type Results = z.output<typeof resultsSchema>;
export type RunOutcome = Results['runs'][number];

export interface Ended {
  exitCode: number;
  stdout: string;
  stderr: string;
  /** What `--json FILE` holds; null where none was asked for or none was written. */
  results: Results | null;
}

export interface Started {
  pid: number;
  ended: Promise<Ended>;
  /** Sends `signal` as soon as stderr says `words`. */
  signalAt(words: string, signal: NodeJS.Signals): void;
  /** Waits until stderr has said `words`; an error when the program ends before. */
  said(words: string): Promise<void>;
  stderr(): string;
}

/** Runs the real command line in a process of its own, with the home and the cluster of the tests. */
export async function leaklab(args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return startLeaklab(args, env).ended;
}

/** `leaklab run … --json FILE`, with the results read. */
export async function leaklabRun(args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return startLeaklabRun(args, env).ended;
}

export function startLeaklabRun(args: string[], env: NodeJS.ProcessEnv = {}): Started {
  const file = join(inject('home'), `results-${randomUUID()}.json`);
  return startLeaklab(['run', ...args, '--json', file], env, file);
}

export function startLeaklab(args: string[], env: NodeJS.ProcessEnv = {}, jsonFile?: string): Started {
  const main = join(projectRoot, 'src/cli/main.ts');
  const own = { LEAKLAB_HOME: inject('home'), LEAKLAB_CLUSTER: inject('cluster') };
  const child = spawn(process.execPath, [main, ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...own, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const triggers: { words: string; signal: NodeJS.Signals }[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const trigger of triggers.filter(({ words }) => stderr.includes(words))) {
      triggers.splice(triggers.indexOf(trigger), 1);
      child.kill(trigger.signal);
    }
  });
  let over = false;
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      over = true;
      void readResults(jsonFile).then((results) => resolve({ exitCode: code ?? -1, stdout, stderr, results }), reject);
    });
  });
  return {
    pid: child.pid ?? -1,
    ended,
    signalAt: (words, signal) => void triggers.push({ words, signal }),
    stderr: () => stderr,
    said: async (words) => {
      const wait = { for: `"${words}"`, within: 200, every: 0.05, evidence: () => stderr } as const;
      await waitUntil(wait, () => {
        if (stderr.includes(words)) return true;
        if (over) throw new Error(`ended without saying "${words}":\n${stderr}`);
        return undefined;
      });
    },
  };
}

async function readResults(file: string | undefined): Promise<Results | null> {
  if (file === undefined) return null;
  const text = await readFile(file, 'utf8').catch(() => '');
  return text === '' ? null : resultsSchema.parse(JSON.parse(text));
}

/** The one run that a call made. */
export function onlyRun({ results, stderr }: Ended): RunOutcome {
  const [run] = results?.runs ?? [];
  if (run === undefined || results?.runs.length !== 1) throw new Error(`not one run in the results:\n${stderr}`);
  return run;
}
