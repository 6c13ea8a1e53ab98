import { describe, expect, test } from 'vitest';
import { decodeMessage } from '../../../../src/embedded/api/protobuf/decode-message.ts';
import { decodeDeleteOptions } from '../../../../src/embedded/api/protobuf/delete-options.ts';
import { openEnvelope } from '../../../../src/embedded/api/protobuf/envelope.ts';

/** What `kubectl create configmap a --from-literal=x=y` sends, version 1.34. */
const configMap = Buffer.from(
  '6b3873000a0f0a0276311209436f6e6669674d6170121b0a110a01611200' +
    '1a0022002a00320038004200120' +
    '60a01781201791a002200',
  'hex',
);

/** A field with a length: its tag, its length, its bytes. */
function field(number: number, ...content: (Buffer | string)[]): Buffer {
  const bytes = Buffer.concat(content.map((one) => Buffer.from(one)));
  return Buffer.concat([Buffer.of((number << 3) | 2, bytes.length), bytes]);
}

function number(field: number, value: number): Buffer {
  return Buffer.of(field << 3, value);
}

describe('an object in protobuf', () => {
  test('says what it is', () => {
    expect(openEnvelope(configMap)).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap' });
  });

  test('reads as the JSON that would mean the same', () => {
    expect(decodeMessage(openEnvelope(configMap).message, 'ConfigMap')).toEqual({
      metadata: { name: 'a' },
      data: { x: 'y' },
    });
  });

  test('keeps an explicit zero of a field that may be absent', () => {
    expect(decodeMessage(number(1, 0), 'DeploymentSpec')).toEqual({ replicas: 0 });
  });

  test('has the fields of an inlined struct among its own', () => {
    const emptyDir = field(2, field(1, 'Memory'));
    expect(decodeMessage(Buffer.concat([field(1, 'scratch'), field(2, emptyDir)]), 'Volume')).toEqual({
      name: 'scratch',
      emptyDir: { medium: 'Memory' },
    });
  });

  test('has quantities, ports by name and bytes as JSON has them', () => {
    const limits = field(1, field(1, 'memory'), field(2, field(1, '128Mi')));
    const port = field(4, number(1, 1), number(2, 0), field(3, 'http'));
    const data = field(2, field(1, 'key'), field(2, Buffer.of(0xff)));
    expect([
      decodeMessage(limits, 'ResourceRequirements'),
      decodeMessage(port, 'ServicePort'),
      decodeMessage(data, 'Secret'),
    ]).toEqual([{ limits: { memory: '128Mi' } }, { targetPort: 'http' }, { data: { key: '/w==' } }]);
  });

  test('drops fields of a newer client', () => {
    expect(decodeMessage(field(15, 'new'), 'ConfigMap')).toEqual({});
  });

  test('that ends too early is refused', () => {
    expect(() => decodeMessage(configMap.subarray(0, 40), 'ConfigMap')).toThrow(RangeError);
  });

  test('without its first four bytes is refused', () => {
    expect(() => openEnvelope(Buffer.from('{}'))).toThrow('expected a body that begins with "k8s');
  });
});

test('delete options in protobuf keep a grace period of 0', () => {
  expect(decodeDeleteOptions(Buffer.concat([number(1, 0), field(4, 'Orphan')]))).toEqual({
    gracePeriodSeconds: 0,
    propagationPolicy: 'Orphan',
  });
});
