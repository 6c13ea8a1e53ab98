import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandError, runCommand } from '../../../src/shared/command.ts';
import { projectRoot } from '../../../src/shared/places.ts';
import { waitUntil } from '../../../src/shared/retry.ts';
import type { Service } from './service.ts';
import { asRecord, startService } from './service.ts';

async function stats(service: Service): Promise<Record<string, unknown>> {
  return asRecord((await service.get('/stats')).body);
}

async function eventsOf(service: Service, last: number): Promise<Record<string, unknown>[]> {
  const { events } = asRecord((await service.get(`/events?last=${last}`)).body);
  if (!Array.isArray(events)) throw new Error('no list of events');
  return events.map(asRecord);
}

function untilProcessed(service: Service, count: number) {
  const wait = { for: `${count} events`, within: 30, every: 0.1 };
  return waitUntil(wait, async () => {
    const now = await stats(service);
    return Number(now['processed']) >= count ? now : undefined;
  });
}

describe('data-processor 1.4.2', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService('1.4.2');
  });
  afterAll(() => service.command.stop());

  test('keeps each event that it processes', async () => {
    const now = await untilProcessed(service, 1500);
    expect(now['kept']).toBe(now['processed']);
  });

  test('holds the payloads in array buffers', async () => {
    const { keptBytes } = await untilProcessed(service, 1500);
    const metrics = String((await service.get('/metrics')).body);
    const bytes = Number(/^nodejs_array_buffers_bytes (\d+)$/m.exec(metrics)?.[1]);
    expect(bytes).toBeGreaterThanOrEqual(Number(keptBytes));
  });

  test('says which release it is and at what pace it runs', async () => {
    expect(await stats(service)).toMatchObject({ release: '1.4.2', pace: 'lab' });
  });

  test('logs its start with release and pace', () => {
    expect(service.log[0]).toMatchObject({ msg: 'started', release: '1.4.2', pace: 'lab' });
  });

  test('logs its progress', async () => {
    const wait = { for: 'a progress line', within: 10, every: 0.1 };
    const line = await waitUntil(wait, () => service.log.find((entry) => entry['msg'] === 'progress'));
    expect(line).toEqual(expect.objectContaining({ processed: expect.any(Number), kept: expect.any(Number) }));
  });

  test.each(['{"payload":"hello"}', '{"other":1}', 'no JSON at all', undefined])(
    'takes the posted event %j',
    async (body) => {
      const answer = await service.post(body);
      expect(answer).toEqual({ status: 202, body: { id: expect.any(Number) } });
    },
  );

  test('lists a posted event with its size and source', async () => {
    const { body } = await service.post('{"payload":"hello"}');
    const event = (await eventsOf(service, 10_000)).find((one) => one['id'] === asRecord(body)['id']);
    expect(event).toEqual({ id: expect.any(Number), receivedAt: expect.any(String), bytes: 5, source: 'http' });
  });

  test('refuses a body of more than 1 MiB', async () => {
    expect((await service.post('x'.repeat(2 ** 20 + 1))).status).toBe(413);
  });

  test('takes a body of 1 MiB', async () => {
    expect((await service.post('x'.repeat(2 ** 20))).status).toBe(202);
  });

  test('lists the last events, newest last', async () => {
    await untilProcessed(service, 1500);
    const ids = (await eventsOf(service, 500)).map((event) => Number(event['id']));
    const first = ids[0] ?? NaN;
    expect(ids).toEqual(Array.from({ length: 500 }, (_, index) => first + index));
  });

  test.each(['-1', 'ten', '1.5', ''])('answers 400 to a list of the last %j events', async (last) => {
    expect((await service.get(`/events?last=${last}`)).status).toBe(400);
  });

  test.each(['/healthz', '/readyz'])('is well at %s', async (path) => {
    expect((await service.get(path)).status).toBe(200);
  });

  test.each([
    'process_resident_memory_bytes',
    'nodejs_heap_size_used_bytes',
    'nodejs_heap_size_used_after_gc_bytes',
    'nodejs_array_buffers_bytes',
    'cgroup_memory_usage_bytes',
    'cgroup_memory_limit_bytes',
    'data_processor_events_processed_total',
  ])('has the metric %s', async (name) => {
    expect((await service.get('/metrics')).body).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });
});

describe('data-processor 1.4.3', () => {
  test('keeps the last 1,000 events however many it processes', async () => {
    await using service = await startService('1.4.3');
    const now = await untilProcessed(service, 3000);
    expect([now['kept'], now['keptBytes']]).toEqual([1000, 10_240_000]);
  });

  test('lists the newest of them', async () => {
    await using service = await startService('1.4.3');
    const { processed } = await untilProcessed(service, 2000);
    const events = await eventsOf(service, 10_000);
    expect(Number(events.at(-1)?.['id'])).toBeGreaterThanOrEqual(Number(processed));
  });
});

describe('data-processor 1.4.4', () => {
  test('takes no posted events', async () => {
    await using service = await startService('1.4.4');
    expect((await service.post('{"payload":"hello"}')).status).toBe(503);
  });

  test('processes none of its own', async () => {
    await using service = await startService('1.4.4');
    await waitUntil({ for: 'a progress line', within: 10, every: 0.1 }, () => service.log[1]);
    expect(await stats(service)).toMatchObject({ processed: 0, kept: 0 });
  });

  test.each(['/healthz', '/readyz'])('is well at %s all the same', async (path) => {
    await using service = await startService('1.4.4');
    expect((await service.get(path)).status).toBe(200);
  });
});

describe('stopping on SIGTERM', () => {
  // stop() follows SIGTERM with SIGKILL after 2 s: exit code 0 means that the service ended by itself before that.
  test('ends with exit code 0', async () => {
    const service = await startService('1.4.3');
    await service.command.stop();
    expect((await service.command.ended).exitCode).toBe(0);
  });

  test('logs that it stops', async () => {
    const service = await startService('1.4.3');
    process.kill(service.command.pid ?? NaN, 'SIGTERM');
    await service.command.ended;
    expect(service.log.at(-1)).toMatchObject({ msg: 'stopping', signal: 'SIGTERM' });
  });

  test('does not wait for connections that are kept open', async () => {
    const service = await startService('1.4.3');
    const socket = connect(service.port, '127.0.0.1').on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    // A request that never ends, beside the idle connections that fetch keeps.
    socket.write('POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
    await service.get('/healthz');
    await service.command.stop();
    expect((await service.command.ended).exitCode).toBe(0);
  });
});

describe('a wrong setting', () => {
  async function failed(env: Record<string, string>): Promise<CommandError> {
    const entry = join(projectRoot, 'apps/data-processor/releases/1.4.2.ts');
    const thrown = await runCommand(process.execPath, [entry], { env, timeoutSeconds: 30 }).catch(
      (error: unknown) => error,
    );
    if (!(thrown instanceof CommandError)) throw new Error('the service did not fail');
    return thrown;
  }

  test.each([
    ['PACE', 'foo', 'data-processor: PACE must be "real" or "lab", got "foo"'],
    ['PORT', 'abc', 'data-processor: PORT must be a whole number from 0 to 65535, got "abc"'],
    ['HOST', 'example.test', 'data-processor: HOST must be an IP address, got "example.test"'],
    ['PORT', '70000', 'data-processor: PORT must be a whole number from 0 to 65535, got "70000"'],
  ])('%s=%s is told in one line on stderr', async (name, value, line) => {
    const { exitCode, stdout, stderr } = await failed({ [name]: value });
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 1, stdout: '', stderr: line });
  });

  test('a port that is taken is told in one line on stderr', async () => {
    await using service = await startService('1.4.4');
    const { exitCode, stderr } = await failed({ PORT: String(service.port) });
    expect({ exitCode, lines: stderr.split('\n').length }).toEqual({ exitCode: 1, lines: 1 });
  });
});

test('HOST is the one address that it listens on', async () => {
  await using service = await startService('1.4.4', { HOST: '127.0.0.1' });
  const other = connect({ host: '127.0.0.2', port: service.port });
  const [answer] = await Promise.race([once(other, 'error'), once(other, 'connect')]);
  other.destroy();
  expect(answer).toMatchObject({ code: 'ECONNREFUSED' });
});
