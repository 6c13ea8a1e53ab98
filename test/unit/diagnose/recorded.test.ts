import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/diagnose/diagnose.ts';
import type { Finding } from '../../../src/diagnose/finding.ts';
import { readDeaths } from '../../../src/evidence/deaths.ts';
import type { Evidence } from '../../../src/evidence/evidence.ts';
import { readBundle } from '../../../src/evidence/read-bundle.ts';

const recorded = (name: string) => readBundle(`test/fixtures/bundles/${name}`);

async function onlyFinding(name: string, change: (evidence: Evidence) => Evidence = (same) => same): Promise<Finding> {
  const [finding, ...others] = diagnose(change(await recorded(name)));
  if (finding === undefined || others.length > 0) throw new Error(`expected one finding, got ${1 + others.length}`);
  return finding;
}

const silent = (evidence: Evidence): Evidence => ({ ...evidence, kernelKills: [], oomCounts: [] });
const unsampled = (evidence: Evidence): Evidence => ({ ...evidence, memory: [] });

describe('the diagnosis of recorded runs', () => {
  it.each([
    ['memory-leak', 'memory-leak'],
    ['held-at-limit', 'memory-leak'],
    ['failed-restart', 'memory-leak'],
    ['oom-read-as-error', 'memory-leak'],
    ['limit-too-low', 'limit-too-low'],
    ['load-spike', 'load-spike'],
    ['liveness-kill', 'health-check-error'],
    ['heap-exhausted', 'heap-exhausted'],
  ])('names the cause of %s: %s', async (name, cause) => {
    expect((await onlyFinding(name)).cause).toBe(cause);
  });

  it('knows an OOM kill that the status has forgotten by the kernel and the curve alone', async () => {
    const forgotten = (evidence: Evidence): Evidence => ({ ...evidence, endings: [] });
    expect((await onlyFinding('failed-restart', forgotten)).cause).toBe('memory-leak');
  });

  it('knows an OOM kill that the status has forgotten from the watch alone', async () => {
    const unheard = (evidence: Evidence): Evidence => ({ ...evidence, kernelKills: [], oomCounts: [] });
    expect((await onlyFinding('failed-restart', unheard)).cause).toBe('memory-leak');
  });

  it('is at least 95 % sure of a leak that the kernel and the curve agree on', async () => {
    expect((await onlyFinding('memory-leak')).confidence).toBeGreaterThanOrEqual(0.95);
  });

  it('measures the rate of the leak that was programmed, 10 MB per second', async () => {
    const { figures } = await onlyFinding('memory-leak');
    expect(figures['growthBytesPerSecond']).toBeGreaterThan(9.5e6);
    expect(figures['growthBytesPerSecond']).toBeLessThan(10.5e6);
  });

  it('gives the figures that the leak rests on', async () => {
    expect((await onlyFinding('memory-leak')).figures).toMatchObject({
      limitBytes: 128 * 2 ** 20,
      restarts: 2,
      oomKills: 2,
      timeToDeathSeconds: 12.6,
      secondsUntilLimit: 5.2,
    });
  });

  it('quotes status, kernel, curve, limit, log and the probes that are not to blame', async () => {
    const { for: quotes } = await onlyFinding('memory-leak');
    const texts = quotes.map(({ source, text }) => `${source}: ${text}`);
    for (const expected of [
      /^pods\.json: .*lastState.*exitCode 137, reason OOMKilled/,
      /^kernel\.log: .*Killed process/,
      /^memory\/.*per second/,
      /limits\.memory 128Mi/,
      /restartCount 2/,
      /^logs\/.*previous\.log: [^]*"events":120[^]*no last words/,
      /^events\.json: .*not to blame/,
    ]) {
      expect(texts).toContainEqual(expect.stringMatching(expected));
    }
  });

  it('says the cause in one sentence with the time until it is back', async () => {
    expect((await onlyFinding('memory-leak')).summary).toBe(
      'Container app of Deployment ledger leaks memory: it grows by 9.57 MiB per second from 19.9 MiB towards the 128 MiB limit, where the kernel OOM-killed it 2 times, 13 s after its start; at this rate it is there again in 5.2 s.',
    );
  });

  it('gives commands with the real names', async () => {
    expect((await onlyFinding('memory-leak')).next).toContain(
      'kubectl -n shop-1 logs ledger-8dbccbb59-g49pv -c app --previous',
    );
  });

  it('proves the OOM kill that Kubernetes calls Error', async () => {
    const deaths = readDeaths(await recorded('oom-read-as-error'));
    expect(deaths.map(({ reason, exitCode, oom }) => ({ reason, exitCode, oom }))).toEqual([
      { reason: 'OOMKilled', exitCode: 137, oom: 'proven' },
      { reason: 'OOMKilled', exitCode: 137, oom: 'proven' },
      { reason: 'Error', exitCode: 137, oom: 'proven' },
    ]);
  });

  it('calls that kill likely from its curve alone', async () => {
    const deaths = readDeaths(silent(await recorded('oom-read-as-error')));
    expect(deaths.map(({ reason, oom }) => ({ reason, oom }))).toContainEqual({ reason: 'Error', oom: 'likely' });
  });

  it('makes one finding of a fault that three pods of one Deployment show', async () => {
    const { subject, pods } = await onlyFinding('oom-read-as-error');
    expect(subject).toEqual({ kind: 'Deployment', name: 'ledger', container: 'app' });
    expect(pods).toHaveLength(3);
  });

  it('never calls the liveness kill an OOM kill, and says who did it', async () => {
    const evidence = await recorded('liveness-kill');
    expect(readDeaths(evidence).map(({ exitCode, oom }) => ({ exitCode, oom }))).toEqual([
      { exitCode: 137, oom: 'no' },
    ]);
    expect((await onlyFinding('liveness-kill')).summary).toContain(
      'ended by the kubelet because its liveness probe fails',
    );
  });

  it('never calls the liveness kill an OOM kill without events either', async () => {
    const deaths = readDeaths({ ...(await recorded('liveness-kill')), events: [] });
    expect(deaths.map(({ oom }) => oom)).toEqual(['no']);
  });

  it('is less sure of the leak without the kernel', async () => {
    const { cause, confidence } = await onlyFinding('memory-leak', silent);
    expect(cause).toBe('memory-leak');
    expect(confidence).toBeLessThan((await onlyFinding('memory-leak')).confidence);
  });

  it.each(['memory-leak', 'load-spike'])('leaves %s unclassified without its curve', async (name) => {
    expect((await onlyFinding(name, unsampled)).cause).toBe('oom-unclassified');
  });

  it('does not take V8 exit codes for an exhausted heap without its last words', async () => {
    const quiet = (evidence: Evidence): Evidence => ({ ...evidence, logs: [] });
    expect((await onlyFinding('heap-exhausted', quiet)).cause).toBe('none');
  });

  it.each([
    ['memory-leak', 'memory-leak'],
    ['held-at-limit', 'memory-leak'],
    ['liveness-kill', 'health-check-error'],
    ['load-spike', 'load-spike'],
  ])('comes to the same for %s under misleading names', async (name, cause) => {
    const misleading = (evidence: Evidence): Evidence =>
      JSON.parse(JSON.stringify(evidence).replaceAll('ledger', 'oom-memory-leak-limit-too-low'));
    expect((await onlyFinding(name, misleading)).cause).toBe(cause);
  });

  it('gives the same findings each time', async () => {
    const evidence = await recorded('memory-leak');
    const before = structuredClone(evidence);
    expect(diagnose(evidence)).toEqual(diagnose(evidence));
    expect(evidence).toEqual(before);
  });
});
