import { describe, expect, test } from 'vitest';
import type { NewObject } from '../../../../src/embedded/store/object.ts';
import { applyPatch } from '../../../../src/embedded/patch/apply-patch.ts';
import { patchProblems } from '../../../../src/embedded/patch/patch-problems.ts';
import { kindNamed } from '../kinds/kind-named.ts';

const kind = kindNamed('Deployment');
const identity = { name: 'u', uid: 'u', resourceVersion: '7', creationTimestamp: '2026-01-01T00:00:00Z' };
const current = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: identity, spec: { replicas: 1 } };

/** The patched object and what is wrong with its fields. */
function problems(type: string, body: string, validation: 'Strict' | 'Warn'): string[] {
  const given = { contentType: `application/${type}`, body, fieldManager: 'test' };
  const patched: NewObject = applyPatch(kind, current, given);
  return patchProblems(kind, given, patched, validation);
}

describe('a patch that brings a field that nobody knows', () => {
  const body = JSON.stringify({ spec: { foo: 1, template: { spec: { containers: [{ name: 'c', bar: 1 }] } } } });

  test('is shown with its own words when it is a strategic merge', () => {
    expect(() => problems('strategic-merge-patch+json', body, 'Strict')).toThrow(
      ' "" is invalid: patch: Invalid value: "map[spec:map[foo:1 template:map[spec:map[containers:[map[bar:1 name:c]]]]]]": ' +
        'strict decoding error: unknown field "spec.foo", unknown field "spec.template.spec.containers[0].bar"',
    );
  });

  test('is shown as the whole object when it is a merge patch', () => {
    expect(() => problems('merge-patch+json', '{"spec":{"foo":1}}', 'Strict')).toThrow(
      /^ "" is invalid: patch: Invalid value: "{\\"apiVersion\\":.*}": strict decoding error: unknown field "spec.foo"$/,
    );
  });

  test('is warned of when that is asked for', () => {
    expect(problems('json-patch+json', '[{"op":"add","path":"/spec/foo","value":1}]', 'Warn')).toEqual([
      'unknown field "spec.foo"',
    ]);
  });
});

test('a merge patch that says a field twice is told so', () => {
  const body = '{"spec":{"replicas":1,"replicas":2}}';
  expect(problems('merge-patch+json', body, 'Warn')).toEqual(['duplicate field "spec.replicas"']);
});

test('a value of a wrong type is refused even when unknown fields are not', () => {
  expect(() => problems('merge-patch+json', '{"spec":{"replicas":"x"}}', 'Warn')).toThrow(
    /: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32$/,
  );
});

describe('a body that is no patch', () => {
  test.each([
    ['merge-patch+json', '{', 'error decoding patch: unexpected end of JSON input'],
    [
      'merge-patch+json',
      '[]',
      'error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}',
    ],
    ['strategic-merge-patch+json', '{', 'unexpected end of JSON input'],
    ['strategic-merge-patch+json', '[]', 'json: cannot unmarshal array into Go value of type map[string]interface {}'],
    [
      'json-patch+json',
      '{}',
      'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
    ],
    [
      'apply-patch+yaml',
      '{',
      'error decoding YAML: error converting YAML to JSON: yaml: line 1: did not find expected node content',
    ],
    [
      'apply-patch+yaml',
      'foo',
      'error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type map[string]interface {}',
    ],
    [
      'apply-patch+yaml',
      'kind: Deployment\nmetadata:\n  name: a\n  name: b\n',
      'error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  line 4: key "name" already set in map',
    ],
    ['json', '{}', '415: Unsupported Media Type'],
  ])('%s %j is refused', (type, body, message) => {
    expect(() => problems(type, body, 'Warn')).toThrow(message);
  });
});

test('an apply may be YAML with anchors and merge keys', () => {
  const body =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  labels: &l\n    a: "1"\n  annotations:\n    <<: *l\n';
  const given = { contentType: 'application/apply-patch+yaml', body, fieldManager: 'test' };
  expect(applyPatch(kind, current, given).metadata).toMatchObject({ labels: { a: '1' }, annotations: { a: '1' } });
});
