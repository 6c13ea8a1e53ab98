export interface Order {
  id: number;
  item: string;
  quantity: number;
  /** Milliseconds since the Unix epoch. */
  placedAt: number;
}

/** The last orders, up to a bound. */
export class OrderBook {
  readonly #most: number;
  readonly #orders: Order[] = [];
  #placed = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Orders placed since the start. */
  get placed(): number {
    return this.#placed;
  }

  place(item: string, quantity: number): Order {
    this.#placed += 1;
    const order = { id: this.#placed, item, quantity, placedAt: Date.now() };
    this.#orders.push(order);
    if (this.#orders.length > this.#most) this.#orders.shift();
    return order;
  }

  /** The newest last. */
  last(count: number): Order[] {
    return this.#orders.slice(-count);
  }
}
