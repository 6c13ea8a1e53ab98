import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { configMap, Lab } from './lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await Lab.start();
});
afterEach(() => lab.stop());

const collection = '/api/v1/namespaces/lab/configmaps';
const listSchema = z.object({
  metadata: z.object({
    resourceVersion: z.string(),
    continue: z.string().optional(),
    remainingItemCount: z.number().optional(),
  }),
  items: z.array(z.object({ metadata: z.object({ name: z.string() }) })),
});

async function list(query: string) {
  const { metadata, items } = listSchema.parse((await lab.call('GET', `${collection}?${query}`)).json);
  return { ...metadata, names: items.map((item) => item.metadata.name) };
}

function make(...names: string[]): void {
  for (const name of names) lab.create('configmaps', configMap(name));
}

/** More changes than are kept. */
function forgetThePast(): void {
  for (let round = 0; round < 2001; round += 1) {
    lab.store.modify({ resource: 'configmaps', namespace: 'lab', name: 'a' }, (object) => ({
      ...object,
      data: { round: String(round) },
    }));
  }
}

describe('a list in chunks', () => {
  test('gives each object once and says how many are left', async () => {
    make('a', 'b', 'c', 'd', 'e');
    const first = await list('limit=2');
    const second = await list(`limit=2&continue=${first.continue}`);
    const third = await list(`limit=2&continue=${second.continue}`);
    expect([first, second, third].map(({ names, remainingItemCount }) => [names, remainingItemCount])).toEqual([
      [['a', 'b'], 3],
      [['c', 'd'], 1],
      [['e'], undefined],
    ]);
    expect(third.continue).toBeUndefined();
  });

  test('shows the moment of its first chunk, whatever is written meanwhile', async () => {
    make('a', 'b', 'c', 'd');
    const first = await list('limit=2');
    make('aa', 'cc', 'z');
    lab.store.delete({ resource: 'configmaps', namespace: 'lab', name: 'c' });
    const second = await list(`limit=9&continue=${first.continue}`);
    expect([second.names, second.resourceVersion]).toEqual([['c', 'd'], first.resourceVersion]);
  });

  test('does not count what a selector may leave out', async () => {
    make('a', 'b', 'c');
    const { remainingItemCount, continue: token } = await list('limit=1&fieldSelector=metadata.namespace%3Dlab');
    expect([remainingItemCount, typeof token]).toEqual([undefined, 'string']);
  });

  test('that takes too long is Expired, with a token to go on without the old moment', async () => {
    make('a', 'b', 'c');
    const first = await list('limit=1');
    forgetThePast();
    const { status, json } = await lab.call('GET', `${collection}?limit=1&continue=${first.continue}`);
    expect([status, json]).toMatchObject([410, { reason: 'Expired', metadata: { continue: expect.any(String) } }]);
    const { metadata } = z.object({ metadata: z.object({ continue: z.string() }) }).parse(json);
    const rest = await list(`continue=${metadata.continue}`);
    expect([rest.names, rest.resourceVersion]).toEqual([['b', 'c'], lab.store.resourceVersion]);
  });

  test.each(['nonsense', Buffer.from('{"v":"meta.k8s.io/v1"}').toString('base64url')])(
    'does not go on from the token %s',
    async (token) => {
      expect(await lab.call('GET', `${collection}?continue=${token}`)).toMatchObject({
        status: 400,
        json: { message: 'invalid continue token: continue key is not valid' },
      });
    },
  );

  test('cannot be asked to go on at another version', async () => {
    make('a', 'b');
    const first = await list('limit=1');
    const { json } = await lab.call('GET', `${collection}?continue=${first.continue}&resourceVersion=1`);
    expect(json['message']).toBe('specifying resource version is not allowed when using continue');
  });

  test('comes as a table too', async () => {
    make('a', 'b');
    const headers = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
    const { json } = await lab.call('GET', `${collection}?limit=1`, { headers });
    expect(json).toMatchObject({ kind: 'Table', metadata: { continue: expect.any(String), remainingItemCount: 1 } });
  });
});

describe('a list of a named version', () => {
  test('with the match Exact is as all was then', async () => {
    make('a');
    const { resourceVersion } = await list('');
    make('b');
    const then = await list(`resourceVersion=${resourceVersion}&resourceVersionMatch=Exact`);
    const now = await list(`resourceVersion=${resourceVersion}&resourceVersionMatch=NotOlderThan`);
    expect([then.names, now.names]).toEqual([['a'], ['a', 'b']]);
    expect(then.resourceVersion).toBe(resourceVersion);
  });

  test('that is no longer kept is Expired', async () => {
    make('a');
    const { resourceVersion } = await list('');
    forgetThePast();
    const query = `resourceVersion=${resourceVersion}&resourceVersionMatch=Exact`;
    expect(await lab.call('GET', `${collection}?${query}`)).toMatchObject({
      status: 410,
      json: { message: 'The resourceVersion for the provided list is too old.' },
    });
  });

  test('is whole from version 0, which has no moment to go on from', async () => {
    make('a', 'b');
    expect((await list('resourceVersion=0&limit=1')).names).toEqual(['a', 'b']);
  });

  test.each([
    ['resourceVersionMatch=Exact', 'resourceVersionMatch is forbidden unless resourceVersion is provided'],
    ['resourceVersion=1&resourceVersionMatch=Exact&continue=x', 'resourceVersionMatch is forbidden when continue is'],
    ['resourceVersion=0&resourceVersionMatch=Exact', 'resourceVersionMatch "exact" is forbidden for resourceVersion'],
    ['resourceVersion=1&resourceVersionMatch=Newest', 'Unsupported value: "Newest": supported values: "Exact", '],
    ['watch=1&resourceVersionMatch=Exact', 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is'],
  ])('is refused for %s', async (query, why) => {
    const { status, json } = await lab.call('GET', `${collection}?${query}`);
    expect([status, json['message']]).toEqual([422, expect.stringContaining(why)]);
  });
});
