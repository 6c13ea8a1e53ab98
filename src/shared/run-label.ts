/** On every object of a run; only what carries it is ever deleted. */
export const runLabel = 'lab.run/id';
