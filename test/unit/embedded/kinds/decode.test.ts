import { describe, expect, test } from 'vitest';
import { strictProblems } from '../../../../src/embedded/kinds/prepare.ts';
import { kindNamed } from './kind-named.ts';

const pod = (containers: unknown) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: { containers } });
const prefix = 'Pod in version "v1" cannot be handled as a Pod: ';

describe('the fields of an object', () => {
  const unknown = pod([{ name: 'a' }, { name: 'b', imagePullPolice: 'Always', env: [{ nam: 'x' }] }]);
  const faults = [
    'unknown field "spec.containers[1].imagePullPolice"',
    'unknown field "spec.containers[1].env[0].nam"',
  ];

  test('that nobody knows are refused when strict', () => {
    const message = `${prefix}strict decoding error: ${faults.join(', ')}`;
    expect(() => strictProblems(kindNamed('Pod'), unknown, 'Strict')).toThrow(message);
  });

  test('that nobody knows are warned of', () => {
    expect(strictProblems(kindNamed('Pod'), unknown, 'Warn')).toEqual(faults);
  });

  test('that nobody knows are ignored when asked to', () => {
    expect(strictProblems(kindNamed('Pod'), unknown, 'Ignore')).toEqual([]);
  });

  test('that are there twice are named with their place', () => {
    const text = `{"metadata":{"name":"a","na\\u006de":"b"},"spec":{"containers":[{"name":"x"},{"image":"[{","image":"y"}]}}`;
    expect(strictProblems(kindNamed('Pod'), text, 'Warn')).toEqual([
      'duplicate field "metadata.name"',
      'duplicate field "spec.containers[1].image"',
    ]);
  });

  test('may have quotes in their texts', () => {
    const text = String.raw`{"data":{"a":"say \"b\": 1","c":"\\","a":"x"}}`;
    expect(strictProblems(kindNamed('ConfigMap'), text, 'Warn')).toEqual(['duplicate field "data.a"']);
  });

  test('of a struct in a struct in a list are looked at, but keys of maps are not fields', () => {
    const text = JSON.stringify({ metadata: { labels: { anything: 'goes' } }, data: { 'a.b': 'c' } });
    expect(strictProblems(kindNamed('ConfigMap'), text, 'Strict')).toEqual([]);
  });
});

describe('a value of a wrong type', () => {
  test.each([
    [{}, 'json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container'],
    [[{ name: 1 }], 'json: cannot unmarshal number into Go struct field Container.spec.containers.name of type string'],
    [[{ tty: 'yes' }], 'json: cannot unmarshal string into Go struct field Container.spec.containers.tty of type bool'],
    [[{ resources: { limits: { memory: '1Gb' } } }], 'quantities must match the regular expression'],
    [
      [{ livenessProbe: { httpGet: { port: true } } }],
      'HTTPGetAction.spec.containers.livenessProbe.httpGet.port of type int32',
    ],
    [[{ livenessProbe: { periodSeconds: 1.5 } }], 'json: cannot unmarshal number 1.5 into Go struct field Probe.'],
    [[{ livenessProbe: { periodSeconds: 2 ** 40 } }], 'cannot unmarshal number 1099511627776 into'],
  ])('is refused, whatever the validation: %j', (containers, message) => {
    expect(() => strictProblems(kindNamed('Pod'), pod(containers), 'Ignore')).toThrow(message);
  });

  test('is not a null, which stands for nothing', () => {
    expect(strictProblems(kindNamed('Pod'), pod(null), 'Strict')).toEqual([]);
  });
});
