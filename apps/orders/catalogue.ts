import { setTimeout as sleep } from 'node:timers/promises';

export interface Item {
  id: number;
  name: string;
  price: number;
  tags: string[];
}

/** Items that are read at once, between two looks at the outside world. */
const chunk = 20_000;

/** The whole catalogue as objects of the JavaScript heap, some 270 bytes an item. */
export async function loadCatalogue(items: number): Promise<Item[]> {
  const catalogue: Item[] = [];
  while (catalogue.length < items) {
    for (let more = Math.min(chunk, items - catalogue.length); more > 0; more -= 1) {
      const id = catalogue.length;
      catalogue.push({
        id,
        name: `item ${id} of the catalogue`,
        price: id % 997,
        tags: [`shelf ${id % 91}`, `row ${id}`],
      });
    }
    await sleep(5);
  }
  return catalogue;
}
