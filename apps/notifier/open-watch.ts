import { startSignsOfLife, teller } from './watch.ts';
import type { OpenWatch } from './watch.ts';

/** Ends with neither its listener nor its timer taken away. */
export const openForGood: OpenWatch = (watched) => {
  watched.changes.on('change', teller(watched));
  startSignsOfLife(watched);
  return { close: () => watched.tell('closed') };
};

/** Takes its timer away, and leaves its listener. */
export const openWithTimerEnded: OpenWatch = (watched) => {
  watched.changes.on('change', teller(watched));
  const timer = startSignsOfLife(watched);
  return { close: () => clearInterval(timer) };
};

/** Takes away what it has set up. */
export const openAndClose: OpenWatch = (watched) => {
  const { changes } = watched;
  const listener = teller(watched);
  changes.on('change', listener);
  const timer = startSignsOfLife(watched);
  return {
    close() {
      changes.off('change', listener);
      clearInterval(timer);
    },
  };
};
