import type { Point } from './trend.ts';

/** The lowest point of each of `count` windows of equal time; windows without a point are left out. */
export function windowFloors(points: Point[], count: number): Point[] {
  const start = points[0]?.at ?? 0;
  const span = (points.at(-1)?.at ?? start) - start;
  const floors: (Point | undefined)[] = Array.from({ length: count }, () => undefined);
  for (const point of points) {
    const index = span === 0 ? 0 : Math.min(count - 1, Math.floor(((point.at - start) / span) * count));
    const lowest = floors[index];
    if (lowest === undefined || point.bytes < lowest.bytes) floors[index] = point;
  }
  return floors.filter((floor) => floor !== undefined);
}
