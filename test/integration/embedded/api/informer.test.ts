import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { waitUntil } from '../../../../src/shared/retry.ts';
import { deployment, Lab } from './lab.ts';
import { StockController } from './stock-controller.ts';
import { Wire } from './wire.ts';

let lab: Lab;
let wire: Wire;
let controller: StockController;
beforeEach(async () => {
  lab = await Lab.start();
  const { port } = new URL(lab.api.url);
  wire = await Wire.to(Number(port));
  controller = new StockController(lab.api.kubeconfig('lab').replace(`:${port}`, `:${wire.port}`));
  await controller.start();
});
afterEach(async () => {
  await controller.stop();
  await wire.stop();
  await lab.stop();
});

const key = (name: string) => ({ resource: 'deployments.apps', namespace: 'lab', name });
const specSchema = z.object({
  replicas: z.number(),
  template: z.object({ spec: z.object({ containers: z.tuple([z.object({ image: z.string() })]) }) }),
});

function mirrored(name: string, replicas = 2): void {
  const object = deployment(name, replicas);
  lab.create('deployments.apps', { ...object, metadata: { ...object.metadata, labels: { mirrored: 'yes' } } });
}

function resize(name: string, replicas: number): void {
  lab.store.modify(key(name), (object) => ({
    ...object,
    spec: { ...specSchema.loose().parse(object['spec']), replicas },
  }));
}

/** What the controller should have made, and what there is. */
function wanted(): Record<string, unknown> {
  const { items } = lab.store.list({ resource: 'deployments.apps', labelSelector: 'mirrored=yes' });
  const entries = items.map(({ metadata, spec }) => {
    const { replicas, template } = specSchema.parse(spec);
    return [`${metadata.name}-mirror`, { image: template.spec.containers[0].image, replicas: String(replicas) }];
  });
  return Object.fromEntries(entries);
}

function present(): Record<string, unknown> {
  const { items } = lab.store.list({ resource: 'configmaps', labelSelector: 'mirrored=yes' });
  return Object.fromEntries(items.map(({ metadata, data }) => [metadata.name, data]));
}

async function settled(): Promise<void> {
  const evidence = () => JSON.stringify({ wanted: wanted(), present: present(), errors: controller.errors });
  await waitUntil({ for: 'the mirrors to be as wanted', within: 40, every: 0.05, evidence }, () =>
    JSON.stringify(present()) === JSON.stringify(wanted()) ? true : undefined,
  );
}

describe('a controller on the informers of the stock client', () => {
  test('follows what is made, changed and deleted', async () => {
    mirrored('a');
    mirrored('b');
    await settled();
    resize('a', 7);
    lab.store.delete(key('b'));
    mirrored('c', 5);
    await settled();
    expect(present()).toEqual({
      'a-mirror': { image: 'ledger:1', replicas: '7' },
      'c-mirror': { image: 'ledger:1', replicas: '5' },
    });
  });

  test('hears of an object that leaves its selection as of a deletion', async () => {
    mirrored('a');
    await settled();
    lab.store.modify(key('a'), (object) => ({ ...object, metadata: { ...object.metadata, labels: {} } }));
    await settled();
    expect(present()).toEqual({});
  });

  test('goes on after its connections were cut', async () => {
    mirrored('a');
    await settled();
    const before = controller.connects;
    wire.stayCut();
    mirrored('b');
    lab.store.delete(key('a'));
    wire.mend();
    await settled();
    expect(Object.keys(present())).toEqual(['b-mirror']);
    expect(controller.connects).toBeGreaterThan(before);
  });

  test('lists again when what it missed is no longer kept', async () => {
    mirrored('a');
    mirrored('b');
    await settled();
    wire.stayCut();
    lab.store.delete(key('a'));
    // More than are kept of each resource: its watch can only be told 410.
    for (let round = 0; round < 2500; round += 1) resize('b', round);
    wire.mend();
    await settled();
    expect(present()).toEqual({ 'b-mirror': { image: 'ledger:1', replicas: '2499' } });
  });

  test('keeps up with many changes and a wire that is cut now and then', async () => {
    const names = Array.from({ length: 20 }, (_, number) => `web-${number}`);
    for (let round = 0; round < 60; round += 1) {
      for (const [index, name] of names.entries()) {
        const there = lab.store.find(key(name)) !== undefined;
        if ((round + index) % 7 !== 0) resize(name, round);
        else if (there) lab.store.delete(key(name));
        else mirrored(name, round);
      }
      if (round % 15 === 14) wire.cut();
      // As long as it takes the controller to hear of something: the rounds are not one write to it.
      await lab.call('GET', '/api/v1/namespaces/lab/configmaps');
    }
    await settled();
    expect(Object.keys(present()).length).toBeGreaterThan(0);
  });
});
