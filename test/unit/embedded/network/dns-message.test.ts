import { describe, expect, test } from 'vitest';
import { answer, codes, parseQuestion, types } from '../../../../src/embedded/network/dns/message.ts';

/** A query as a resolver sends it: id 7, recursion desired. */
function query(name: string, type: number = types.A): Buffer {
  const labels = name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  const head = Buffer.from([0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([head, ...labels, Buffer.from([0, 0, type, 0, 1])]);
}

function parsed(message: Buffer) {
  const question = parseQuestion(message);
  if (question === undefined) throw new Error('expected a question');
  return question;
}

test('a question has a name in small letters and a type', () => {
  expect(parsed(query('Web.Lab', types.AAAA))).toMatchObject({ id: 7, name: 'web.lab', type: types.AAAA });
});

test('an answer repeats the question and has each address', () => {
  const message = query('web.lab');
  const reply = answer(parsed(message), codes.ok, ['127.64.1.2', '127.64.1.3']);
  expect([...reply.subarray(0, 12)]).toEqual([0, 7, 0x85, 0x80, 0, 1, 0, 2, 0, 0, 0, 0]);
  expect(reply.subarray(12, message.length)).toEqual(message.subarray(12));
  const addresses = [0, 1].map((index) => [...reply.subarray(message.length + 16 * index + 12).subarray(0, 4)]);
  expect(addresses).toEqual([
    [127, 64, 1, 2],
    [127, 64, 1, 3],
  ]);
});

test('a name that is not there is told by the code of the answer', () => {
  expect(answer(parsed(query('absent')), codes.noSuchName)[3]).toBe(0x83);
});

test('an answer never outgrows what UDP carries', () => {
  const many = Array.from({ length: 200 }, (_, index) => `127.64.1.${index}`);
  expect(answer(parsed(query(`${'x'.repeat(63)}.${'y'.repeat(63)}.lab`)), codes.ok, many).length).toBeLessThan(512);
});

describe('what is no question is passed by', () => {
  const good = query('web.lab');
  const cut = Array.from({ length: good.length - 1 }, (_, index) => index + 1);
  const messages: [string, Buffer][] = [
    ['nothing', Buffer.alloc(0)],
    ['a response', Buffer.concat([Buffer.from([0, 7, 0x81]), good.subarray(3)])],
    ['two questions', Buffer.concat([Buffer.from([0, 7, 1, 0, 0, 2]), good.subarray(6)])],
    ['a name of pointers', Buffer.concat([good.subarray(0, 12), Buffer.from([0xc0, 12, 0, 1, 0, 1])])],
    ...cut.map((length): [string, Buffer] => [`a question of which ${length} bytes came`, good.subarray(0, length)]),
  ];
  test.each(messages)('%s', (_what, message) => {
    expect(parseQuestion(message)).toBeUndefined();
  });
});
