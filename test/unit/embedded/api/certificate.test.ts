import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createCredentials } from '../../../../src/embedded/api/tls/certificate.ts';

const now = Date.parse('2026-03-01T10:00:00Z');
const { certificate, certificateAuthority, key } = createCredentials(['127.0.0.1', 'localhost'], now);
const server = new X509Certificate(certificate);
const authority = new X509Certificate(certificateAuthority);

describe('the certificate of the API server', () => {
  test('is signed by its authority', () => {
    expect([server.checkIssued(authority), server.verify(authority.publicKey)]).toEqual([true, true]);
  });

  test('belongs to the key', () => {
    expect(server.checkPrivateKey(createPrivateKey(key))).toBe(true);
  });

  test('is for the address and the name', () => {
    expect([server.checkIP('127.0.0.1'), server.checkHost('localhost')]).toEqual(['127.0.0.1', 'localhost']);
  });

  test('is for no other address', () => {
    expect(server.checkIP('127.0.0.2')).toBeUndefined();
  });

  test('is none of an authority', () => {
    expect([server.ca, authority.ca]).toEqual([false, true]);
  });

  test('stays valid when the clock jumps by months', () => {
    const months = 180 * 24 * 3600 * 1000;
    expect(server.validFromDate.getTime()).toBeLessThan(now - months);
    expect(server.validToDate.getTime()).toBeGreaterThan(now + months);
  });

  test('is another one at each start', () => {
    expect(createCredentials(['localhost'], now).certificate).not.toBe(certificate);
  });
});
