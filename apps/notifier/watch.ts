import type { Change, Changes } from './changes.ts';
import type { Order } from './order.ts';

/** What one visitor is told while the page of an order is open. */
export interface Watch {
  close(): void;
}

export interface WatchedOrder {
  changes: Changes;
  order: Order;
  /** Milliseconds between two signs of life. */
  signOfLife: number;
  /** Tells the visitor something. */
  tell: (text: string) => void;
}

/** How a release begins a watch; what its `close` takes away again is where the releases differ. */
export type OpenWatch = (watched: WatchedOrder) => Watch;

/** The listener of one visitor; it knows the order as the visitor saw it. */
export function teller({ order, tell }: WatchedOrder): (change: Change) => void {
  return ({ orderId, state }) => {
    if (orderId === order.id) tell(`order ${orderId} with ${order.positions.length} positions is ${state}`);
  };
}

/** A timer that shows the visitor that the line still stands. */
export function startSignsOfLife({ order, signOfLife, tell }: WatchedOrder): NodeJS.Timeout {
  return setInterval(() => tell(`order ${order.id} is watched`), signOfLife);
}
