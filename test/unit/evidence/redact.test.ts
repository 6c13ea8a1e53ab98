import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noOthers } from '../../../src/evidence/evidence.ts';
import type { Evidence } from '../../../src/evidence/evidence.ts';
import type { AnyObject } from '../../../src/evidence/objects.ts';
import { redactEvidence } from '../../../src/evidence/redact/evidence.ts';
import { maskOf } from '../../../src/evidence/redact/mask.ts';
import { isSecretName } from '../../../src/evidence/redact/secret-name.ts';
import { writeBundle } from '../../../src/evidence/write-bundle.ts';
import { evidenceOf, podOf } from './evidence-of.ts';
import { emptyFolder, filesIn } from './folders.ts';

const value = 'hunter2-is-long';
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

function secretOf(more: Record<string, unknown>): AnyObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, ...more };
}
const dataSecret = secretOf({ data: { password: Buffer.from(value).toString('base64') } });
function withSecret(parts: Partial<Evidence>): Evidence {
  return redactEvidence(evidenceOf({ ...parts, others: { ...noOthers(), secrets: [dataSecret], ...parts.others } }));
}
const logOf = (text: string) => ({ logs: [{ pod: 'p', container: 'c', previous: false, text }] });

describe('redaction', () => {
  it('puts the decoded length in the place of a secret value', () => {
    expect(withSecret({}).others.secrets[0]).toMatchObject({ data: { password: '<redacted: 15 bytes>' } });
  });

  it('puts the length in the place of stringData', () => {
    const others = { ...noOthers(), secrets: [secretOf({ stringData: { key: 'größe' } })] };
    expect(redactEvidence(evidenceOf({ others })).others.secrets[0]).toMatchObject({
      stringData: { key: '<redacted: 7 bytes>' },
    });
  });

  it("takes a Secret's last applied configuration out, which holds its values once more", () => {
    const secret = {
      ...dataSecret,
      metadata: { name: 'db', annotations: { [lastApplied]: `{"stringData":"${value}"}` } },
    };
    const others = { ...noOthers(), secrets: [secret] };
    expect(JSON.stringify(redactEvidence(evidenceOf({ others })))).not.toContain(value);
  });

  it('masks a known secret in a log', () => {
    expect(withSecret(logOf(`connecting with ${value}!`)).logs[0]?.text).toBe('connecting with <redacted: 15 bytes>!');
  });

  it('masks a known secret in the last words of a container', () => {
    const state = { exitCode: 1, message: `cannot log in with ${value}` };
    const endings = [{ pod: 'p', container: 'c', containerId: 'ab', restart: 0, state }];
    expect(withSecret({ endings }).endings[0]?.state.message).toBe('cannot log in with <redacted: 15 bytes>');
  });

  it('masks a known secret in its base64 form', () => {
    const encoded = Buffer.from(value).toString('base64');
    expect(withSecret(logOf(`data: ${encoded}`)).logs[0]?.text).not.toContain(encoded);
  });

  it('masks a short known secret only where it stands as a word', () => {
    expect(maskOf(['blue'])('blue is not bluebird')).toBe('<redacted: 4 bytes> is not bluebird');
  });

  it('masks every line of a known multi-line key', () => {
    const lines = ['-----BEGIN KEY-----', 'QUJDREVGR0hJSktMTU5PUA', '-----END KEY-----'];
    const secret = secretOf({ data: { key: Buffer.from(lines.join('\n')).toString('base64') } });
    const evidence = evidenceOf({
      ...logOf('read QUJDREVGR0hJSktMTU5PUA'),
      others: { ...noOthers(), secrets: [secret] },
    });
    expect(redactEvidence(evidence).logs[0]?.text).toBe('read <redacted: 22 bytes>');
  });

  it('masks the strings in a JSON secret', () => {
    const json = JSON.stringify({ auths: { 'registry.example': { password: 'pull-secret-1' } } });
    const secret = secretOf({ data: { '.dockerconfigjson': Buffer.from(json).toString('base64') } });
    const evidence = evidenceOf({ ...logOf('used pull-secret-1'), others: { ...noOthers(), secrets: [secret] } });
    expect(redactEvidence(evidence).logs[0]?.text).toBe('used <redacted: 13 bytes>');
  });

  it('takes a secret-looking variable out of a pod spec, and keeps the others', () => {
    const env = [
      { name: 'DB_PASSWORD', value: 'swordfish' },
      { name: 'PACE', value: 'lab' },
    ];
    const [pod] = withSecret({ pods: [podOf(undefined, { container: { env } })] }).pods;
    expect(pod?.spec.containers[0]).toMatchObject({
      env: [
        { name: 'DB_PASSWORD', value: '<redacted: 9 bytes>' },
        { name: 'PACE', value: 'lab' },
      ],
    });
  });

  it('takes the same variable out of the last applied configuration', () => {
    const pod = podOf(undefined);
    const applied = { spec: { containers: [{ env: [{ name: 'API_KEY', value: 'swordfish' }] }] } };
    pod.metadata.annotations = { [lastApplied]: `${JSON.stringify(applied)}\n` };
    expect(JSON.stringify(withSecret({ pods: [pod] }).pods)).not.toContain('swordfish');
  });

  it('masks the value of a secret-looking variable in the logs too', () => {
    const pods = [podOf(undefined, { container: { env: [{ name: 'DB_PASSWORD', value: 'swordfish' }] } })];
    expect(withSecret({ pods, ...logOf('login swordfish') }).logs[0]?.text).toBe('login <redacted: 9 bytes>');
  });

  it('masks an argument that follows a secret-looking flag', () => {
    const pods = [podOf(undefined, { container: { args: ['--auth-token', 'swordfish', '--port', '8080'] } })];
    expect(withSecret({ pods }).pods[0]?.spec.containers[0]?.['args']).toEqual([
      '--auth-token',
      '<redacted: 9 bytes>',
      '--port',
      '8080',
    ]);
  });

  it('masks secret-looking keys of a ConfigMap', () => {
    const configmaps = [{ metadata: { name: 'c' }, data: { 'db-password': 'swordfish', pace: 'lab' } }];
    expect(
      withSecret({ others: { ...noOthers(), secrets: [dataSecret], configmaps } }).others.configmaps,
    ).toMatchObject([{ data: { 'db-password': '<redacted: 9 bytes>', pace: 'lab' } }]);
  });

  it('leaves names alone, even where they equal a secret', () => {
    const secrets = [secretOf({ data: { namespace: Buffer.from('shop').toString('base64') } })];
    const evidence = redactEvidence(evidenceOf({ pods: [podOf(undefined)], others: { ...noOthers(), secrets } }));
    expect(evidence.pods[0]?.metadata.namespace).toBe('shop');
  });

  it('changes nothing when it is done again', () => {
    const once = withSecret({ pods: [podOf(undefined)], ...logOf(`password=abcdef and ${value}`) });
    expect(redactEvidence(once)).toEqual(once);
  });

  it.each([
    ['a bearer token', 'Authorization: Bearer abcdef123456', 'abcdef123456'],
    ['a JSON Web Token', 'got eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.c2lnbmF0dXJl', 'eyJzdWIiOiIxMjM0'],
    ['a password in a URL', 'postgres://app:s3cr3t@db:5432/x', 's3cr3t'],
    ['an assignment', 'DB_PASSWORD=s3cr3t', 's3cr3t'],
    ['a JSON field', '{"apiKey":"s3cr3t","level":30}', 's3cr3t'],
    ['a JSON field in a string', String.raw`{"msg":"{\"token\":\"s3cr3t\"}"}`, 's3cr3t'],
    ['an access key', 'key AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----', 'abc'],
  ])('masks %s by its looks', (_, text, secret) => {
    const masked = maskOf([])(text);
    expect(masked).not.toContain(secret);
    expect(masked).toContain('<redacted: ');
  });

  it.each([
    'token expired, asking for another',
    '{"token":null,"password":""}',
    'password: ',
    'http://db:5432/x',
    '{"level":30,"msg":"processed","events":120}',
  ])('leaves "%s" as it is', (text) => {
    expect(maskOf([])(text)).toBe(text);
  });

  it.each(['DB_PASSWORD', 'apiKey', 'auth-token', 'clientSecret', 'AWS_SECRET_ACCESS_KEY'])(
    'takes %s for the name of a secret',
    (name) => {
      expect(isSecretName(name)).toBe(true);
    },
  );

  it.each(['PACE', 'TOKEN_URL', 'password-file', 'author', 'KEYBOARD', 'secretName'])(
    'does not take %s for one',
    (name) => {
      expect(isSecretName(name)).toBe(false);
    },
  );

  it('leaves no trace of a secret in any file of a bundle', async () => {
    const folder = await emptyFolder();
    const env = [{ name: 'DB_URL', value: `postgres://app:${value}@db/x` }];
    const evidence = evidenceOf({
      pods: [podOf(undefined, { container: { env, args: [`--password=${value}`] } })],
      logs: [{ pod: 'p', container: 'c', previous: true, text: `login ${value}` }],
      others: { ...noOthers(), secrets: [dataSecret], configmaps: [{ metadata: { name: 'c' }, data: { x: value } }] },
      missing: [{ part: 'events.json', why: `refused for ${value}` }],
    });
    await writeBundle(join(folder, 'bundle'), evidence);
    for (const file of await filesIn(join(folder, 'bundle'))) {
      const text = await readFile(join(folder, 'bundle', file), 'utf8');
      expect({ file, leaks: text.includes(value) }).toEqual({ file, leaks: false });
    }
  });
});
