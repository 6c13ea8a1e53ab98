interface Position {
  item: string;
  shelf: string;
  quantity: number;
  price: number;
}

export interface Order {
  id: number;
  positions: Position[];
}

/** Positions of one order: a restaurant's weekly one. */
const positions = 500;

/** The order with this id as it is read for a visitor: objects of its own, some 85 KB of the JavaScript heap. */
export function readOrder(id: number): Order {
  return {
    id,
    positions: Array.from({ length: positions }, (_, index) => ({
      item: `item ${id * positions + index}`,
      shelf: `shelf ${(id + index) % 91} row ${index}`,
      quantity: index % 7,
      price: (id % 997) + index / 100,
    })),
  };
}
