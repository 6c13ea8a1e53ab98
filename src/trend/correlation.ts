/**
 * How many times wider a variance is than that of independent values, from the lag-1 correlation of the residuals: the
 * effective sample size of an AR(1) series. Memory is such a series; tests that take it for independent see trends.
 */
export function varianceInflation(residuals: number[]): number {
  let own = 0;
  let lagged = 0;
  for (const [index, each] of residuals.entries()) {
    own += each * each;
    lagged += each * (residuals[index - 1] ?? 0);
  }
  // The lag-1 correlation of few values is biased towards −1/n: put that back, or short series look independent.
  const correlation = own === 0 ? 0 : lagged / own + 1 / residuals.length;
  const bounded = Math.min(Math.max(correlation, 0), 0.8);
  return (1 + bounded) / (1 - bounded);
}
