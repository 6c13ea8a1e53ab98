import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import {
  bitString,
  boolean,
  explicit,
  implicit,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  time,
  utf8String,
} from './der.ts';

export interface Credentials {
  /** PEM: the server's certificate. */
  certificate: string;
  /** PEM: the server's private key. */
  key: string;
  /** PEM: who signed it; its own key is thrown away. */
  certificateAuthority: string;
}

interface Party {
  name: string;
  publicKey: KeyObject;
  privateKey: KeyObject;
}

const year = 365 * 24 * 3600 * 1000;
const ecdsaWithSha256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));

/**
 * A certificate authority of its own and a certificate by it for these names and addresses, ECDSA P-256 (RFC 5280).
 * Written out here because node:crypto reads X.509 but makes none, and openssl is not everywhere.
 * Valid from a year ago for ten years, so that a clock that jumps locks nobody out. `now` in milliseconds.
 */
export function createCredentials(hosts: string[], now: number): Credentials {
  const authority = newParty('leaklab embedded cluster CA');
  const server = newParty('kube-apiserver');
  const serverUses = [
    extension('2.5.29.15', true, bitString(Buffer.of(0x80), 7)),
    extension('2.5.29.37', false, sequence(objectIdentifier('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', false, sequence(...hosts.map(alternativeName))),
  ];
  const authorityUses = [
    extension('2.5.29.15', true, bitString(Buffer.of(0x06), 1)),
    extension('2.5.29.19', true, sequence(boolean(true))),
  ];
  return {
    certificate: issue(authority, server, serverUses, now),
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificateAuthority: issue(authority, authority, authorityUses, now),
  };
}

function newParty(name: string): Party {
  return { name, ...generateKeyPairSync('ec', { namedCurve: 'prime256v1' }) };
}

function issue(issuer: Party, subject: Party, uses: Buffer[], now: number): string {
  const extensions = [
    ...uses,
    extension('2.5.29.14', false, octetString(keyIdentifier(subject))),
    extension('2.5.29.35', false, sequence(implicit(0, keyIdentifier(issuer)))),
  ];
  const content = sequence(
    explicit(0, integer(Buffer.of(2))),
    integer(randomBytes(16)),
    ecdsaWithSha256,
    commonName(issuer.name),
    sequence(time(new Date(now - year)), time(new Date(now + 9 * year))),
    commonName(subject.name),
    publicKeyInfo(subject),
    explicit(3, sequence(...extensions)),
  );
  const signature = sign('sha256', content, issuer.privateKey);
  return pem(sequence(content, ecdsaWithSha256, bitString(signature)));
}

function commonName(name: string): Buffer {
  return sequence(set(sequence(objectIdentifier('2.5.4.3'), utf8String(name))));
}

function extension(identifier: string, critical: boolean, value: Buffer): Buffer {
  const mark = critical ? [boolean(true)] : [];
  return sequence(objectIdentifier(identifier), ...mark, octetString(value));
}

function alternativeName(host: string): Buffer {
  if (isIP(host) === 0) return implicit(2, Buffer.from(host));
  if (isIP(host) === 4) return implicit(7, Buffer.from(host.split('.').map(Number)));
  throw new RangeError(`expected a name or an IPv4 address for the certificate, got ${host}`);
}

function keyIdentifier(party: Party): Buffer {
  return createHash('sha1').update(publicKeyInfo(party)).digest();
}

function publicKeyInfo({ publicKey }: Party): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' });
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
