import { EventEmitter } from 'node:events';

export interface Change {
  orderId: number;
  state: string;
}

/** Where changes of orders are told to whoever listens. */
export class Changes extends EventEmitter<{ change: [Change] }> {
  constructor() {
    super();
    // Each visitor has a listener: many are no cause for Node's warning.
    this.setMaxListeners(0);
  }
}
