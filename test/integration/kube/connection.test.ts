import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Connection } from '../../../src/kube/connection.ts';
import { CommandError, runCommand } from '../../../src/shared/command.ts';
import { Fault } from '../../../src/shared/errors.ts';
import { cut, FakeApiServer, json, openEvents, plain, silence } from './fake-api-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'connection-'));
afterAll(() => rmSync(folder, { recursive: true }));

function faultOf(open: () => unknown): Fault {
  try {
    open();
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}

function kubeconfig(text: string): string {
  const file = join(folder, 'kubeconfig');
  writeFileSync(file, text);
  return file;
}

describe('a kubeconfig that cannot be used', () => {
  test('is not there', () => {
    const file = join(folder, 'none');
    const { kind, message } = faultOf(() => Connection.open(file, 'lab'));
    expect([kind, message]).toEqual(['environment', `the kubeconfig file ${file} cannot be read`]);
  });

  test('is no YAML', () => {
    expect(faultOf(() => Connection.open(kubeconfig('a: [b'), 'lab')).kind).toBe('environment');
  });

  test('is empty', () => {
    const { message } = faultOf(() => Connection.open(kubeconfig(''), 'lab'));
    expect(message).toMatch(/^(the kubeconfig file .* cannot be read|no context "lab" in .*; it has none)$/);
  });

  test('has other contexts: they are named', () => {
    const file = kubeconfig('contexts: [{name: a, context: {cluster: x}}, {name: b, context: {cluster: x}}]');
    const { kind, message } = faultOf(() => Connection.open(file, 'lab'));
    expect([kind, message]).toEqual(['usage', `no context "lab" in ${file}; it has a, b`]);
  });

  test('has a context of a cluster that it does not have', () => {
    const file = kubeconfig('contexts: [{name: lab, context: {cluster: x}}]');
    const { message } = faultOf(() => Connection.open(file, 'lab'));
    expect(message).toBe(`the context "lab" in ${file} names no cluster`);
  });
});

describe('lines of a stream', () => {
  async function read(server: FakeApiServer, timeout: number, signal: AbortSignal): Promise<string[]> {
    const connection = Connection.open(server.kubeconfig, 'fake');
    const lines: string[] = [];
    for await (const line of connection.lines({ method: 'GET', path: '/stream', timeout }, signal)) lines.push(line);
    return lines;
  }

  async function withServer<T>(action: (server: FakeApiServer) => Promise<T>): Promise<T> {
    const server = await FakeApiServer.start();
    try {
      return await action(server);
    } finally {
      await server.close();
    }
  }

  test('that has died without a word is given up after its timeout', async () => {
    await withServer(async (server) => {
      server.on('GET /stream', openEvents({ first: 1 }));
      await expect(read(server, 0.2, new AbortController().signal)).rejects.toThrow(/timeout|aborted/);
    });
  });

  test('that never begins is given up after its timeout', async () => {
    await withServer(async (server) => {
      server.on('GET /stream', silence);
      await expect(read(server, 0.1, new AbortController().signal)).rejects.toThrow(/timeout/);
    });
  });

  test('that is cut is an error, not an end', async () => {
    await withServer(async (server) => {
      server.on('GET /stream', cut);
      await expect(read(server, 60, new AbortController().signal)).rejects.toThrow(/socket hang up/);
    });
  });

  test('has no empty lines', async () => {
    await withServer(async (server) => {
      server.on('GET /stream', plain(200, 'a\n\nb\n'));
      expect(await read(server, 60, new AbortController().signal)).toEqual(['a', 'b']);
    });
  });
});

describe('an API server with a certificate of its own', async () => {
  const tls = await selfSigned();

  test.skipIf(tls === undefined)('is trusted by the kubeconfig that holds its certificate', async () => {
    const server = await FakeApiServer.start(tls === undefined ? {} : { tls });
    try {
      server.on('GET /version', json({ minor: '34' }));
      const reply = await Connection.open(server.kubeconfig, 'fake').exchange({
        method: 'GET',
        path: '/version',
        timeout: 10,
      });
      expect(reply).toEqual({ status: 200, text: '{"minor":"34"}' });
    } finally {
      await server.close();
    }
  });

  test.skipIf(tls === undefined)('is refused by a kubeconfig that does not', async () => {
    const server = await FakeApiServer.start(tls === undefined ? {} : { tls });
    try {
      const text = readFileSync(server.kubeconfig, 'utf8').replace(/"certificate-authority-data":"[^"]*"/, '"x":1');
      const connection = Connection.open(kubeconfig(text), 'fake');
      await expect(connection.exchange({ method: 'GET', path: '/version', timeout: 10 })).rejects.toThrow(
        /self-signed certificate/,
      );
      expect(server.requests).toEqual([]);
    } finally {
      await server.close();
    }
  });
});

/** A key and a certificate for 127.0.0.1 that live as long as the test; undefined where there is no openssl. */
async function selfSigned(): Promise<{ key: string; cert: string } | undefined> {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const names = ['-subj', '/CN=fake', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert];
  try {
    await runCommand('openssl', [...args, ...names]);
  } catch (thrown) {
    if (thrown instanceof CommandError && thrown.notFound) return undefined;
    throw thrown;
  }
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}
