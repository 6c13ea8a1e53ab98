import { describe, expect, test } from 'vitest';
import { ApiFailure, ApiLost } from '../../../src/kube/failure.ts';
import { faultOf } from '../../../src/run/fault.ts';
import { Interrupted } from '../../../src/run/interrupted.ts';
import { Fault } from '../../../src/shared/errors.ts';

const running = new AbortController().signal;
const lost = new ApiLost('https://127.0.0.1:6443', 'GET /api/v1/nodes', 30, new Error('connect ECONNREFUSED'));

describe('what ends a run', () => {
  test.each([
    ['a Fault keeps its kind', new Fault('usage', 'm'), true, 'usage'],
    ['an API server that is lost before the deploy', lost, false, 'environment'],
    ['an API server that is lost in the run', lost, true, 'inconclusive'],
    ['an object that the API server calls wrong', new ApiFailure(422, 'Invalid', 'm'), false, 'usage'],
    ['a field that the API server does not know', new ApiFailure(400, 'BadRequest', 'm'), false, 'usage'],
    ['a deploy that is forbidden', new ApiFailure(403, 'Forbidden', 'm'), false, 'environment'],
    ['a no of the API server in the run', new ApiFailure(404, 'NotFound', 'm'), true, 'inconclusive'],
    ['anything else is a defect', new TypeError('x is undefined'), true, 'defect'],
  ])('%s', (_what, thrown, deployed, kind) => {
    expect(faultOf(thrown, running, deployed).kind).toBe(kind);
  });

  test('is told with its causes and its hint', () => {
    expect(faultOf(lost, running, true)).toEqual({
      kind: 'inconclusive',
      message: `${lost.message}: connect ECONNREFUSED`,
      hint: 'leaklab cluster status',
    });
  });

  test('is told with its stack where it is a defect', () => {
    expect(faultOf(new TypeError('x is undefined'), running, true).message).toMatch(
      /^x is undefined\n.*fault\.test\.ts/s,
    );
  });

  test('is the interruption once there was one, whatever fails because of it', () => {
    const signal = AbortSignal.abort(new Interrupted('SIGINT'));
    expect(faultOf(new TypeError('x'), signal, true)).toEqual({
      kind: 'interrupted',
      message: 'interrupted by SIGINT',
      hint: null,
    });
  });
});
