import { describe, expect, test } from 'vitest';
import { parseFieldSelector } from '../../../../src/embedded/store/field-selector.ts';
import { parseLabelSelector } from '../../../../src/embedded/store/label-selector.ts';
import { selectionMatch } from '../../../../src/embedded/store/selection-match.ts';
import { createStore } from '../../../../src/embedded/store/create-store.ts';
import { pod, refusalOf } from './objects.ts';

describe('a label selector', () => {
  const labels = { app: 'x', tier: 'front', size: '5', empty: '' };

  test.each([
    'app=x',
    'app==x',
    'app!=y',
    'missing!=y',
    'app',
    '!missing',
    'tier in (front, back)',
    'tier notin (back)',
    'missing notin (back)',
    'size>4',
    'size lt 6',
    'empty=',
    'empty in ()',
    'app=x,tier=front',
    ' app = x ',
    '',
  ])('"%s" matches', (selector) => {
    expect(parseLabelSelector(selector)(labels)).toBe(true);
  });

  test.each([
    'app=y',
    'app!=x',
    'missing',
    '!app',
    'tier in (back)',
    'tier notin (front)',
    'size>5',
    'app=x,tier=back',
  ])('"%s" does not match', (selector) => {
    expect(parseLabelSelector(selector)(labels)).toBe(false);
  });

  // Each text was given by a real API server, version 1.34.
  test.each([
    ['a===b', "unable to parse requirement: found '=', expected: identifier"],
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a in b', "unable to parse requirement: found 'b' expected: '('"],
    ['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
    [',a', "found ',', expected: !, identifier, or 'end of string'"],
    ['a,', "found '', expected: identifier after ','"],
    ['!', "unable to parse requirement: found '', expected: identifier"],
    [
      'a>5x',
      `unable to parse requirement: values[0]: Invalid value: "5x": for 'Gt', 'Lt' operators, the value must be an integer`,
    ],
    ['x in', "unable to parse requirement: found '' expected: '('"],
  ])('"%s" is a bad request', (selector, text) => {
    expect(refusalOf(() => parseLabelSelector(selector))).toBe(`400 BadRequest: ${text}`);
  });

  test('names the label key that cannot be one', () => {
    expect(refusalOf(() => parseLabelSelector('a/b/c=d'))).toContain(
      'unable to parse requirement: <nil>: Invalid value: "a/b/c": a qualified name must consist of alphanumeric',
    );
  });
});

describe('a field selector', () => {
  const store = createStore();
  const object = store.create('pods', { ...pod('a', {}, { nodeName: 'lab,1' }), status: { phase: 'Running' } });
  const matches = (fieldSelector: string) => selectionMatch({ resource: 'pods', fieldSelector })(object);

  test.each([
    'metadata.name=a',
    'metadata.name==a',
    'status.phase!=Failed',
    String.raw`spec.nodeName=lab\,1`,
    'status.podIP=',
    'spec.unschedulable=false',
    'metadata.name=a,status.phase=Running',
    '',
  ])('"%s" matches', (selector) => {
    expect(matches(selector)).toBe(true);
  });

  test.each(['metadata.name=b', 'status.phase!=Running', 'metadata.name=a,status.phase=Failed'])(
    '"%s" does not match',
    (selector) => {
      expect(matches(selector)).toBe(false);
    },
  );

  test('without an operator is a bad request', () => {
    expect(refusalOf(() => parseFieldSelector('foo'))).toBe(
      "400 BadRequest: invalid selector: 'foo'; can't understand 'foo'",
    );
  });
});
