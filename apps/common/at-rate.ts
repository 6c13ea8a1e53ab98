/** Milliseconds of work that a late tick makes up for at most, beside the work that is due next; what is older is let go. */
const longestCatchUp = 1000;

/**
 * Does `work` so many times a second. Each tick asks the clock how often it is due, so that the rate holds when ticks
 * come late on a busy machine.
 * @param tick - milliseconds between two looks at the clock
 * @returns a function that ends it
 */
export function atRate(
  perSecond: number,
  tick: number,
  work: () => void,
  now: () => number = () => performance.now(),
): () => void {
  const timer = setInterval(onTick, tick);
  const period = 1000 / perSecond;
  let from = now();
  let done = 0;

  function onTick(): void {
    const behind = now() - from - done * period;
    if (behind > longestCatchUp + period) from += behind - longestCatchUp - period;
    const due = Math.floor(((now() - from) / 1000) * perSecond) - done;
    for (let i = 0; i < due; i += 1) work();
    done += due;
  }

  return () => clearInterval(timer);
}
