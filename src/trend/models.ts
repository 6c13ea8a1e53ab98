import { varianceInflation } from './correlation.ts';
import type { Point } from './trend.ts';

/** How well one way to describe the floors fits them, and what a straight climb on top of it would add. */
export interface Fit {
  /** Share of the floors' variance that is left unexplained, 0 to 1. */
  unexplained: number;
  /** F statistic of the climb: how many times more it explains than chance would. */
  climbF: number;
  /** That climb, in bytes per second. */
  climb: number;
  /** Standard deviation of the floors around curve and climb together, in bytes. */
  spread: number;
  /** Second from which on the curve stands still: the change of level, or two fifths of a levelling curve. */
  settledFrom: number;
}

interface Curve {
  of: (at: number) => number;
  settledFrom: number;
}

/** Time constants that are tried, as shares of the span. A curve that bends less is a line to the eye. */
const timeConstants = Array.from({ length: 20 }, (_, index) => 0.02 * 1.17 ** index);

/** Two flat levels, the best of all places to change. Each level holds two floors at least. */
export function fitStep(points: Point[]): Fit {
  const places = points.slice(2, -1).map((point) => point.at);
  return bestFit(
    points,
    places.map((place) => ({ of: (at) => (at < place ? 0 : 1), settledFrom: place })),
  );
}

/** A curve that levels off, a + b·(1 − e^(−t/τ)), the best of a grid of τ. */
export function fitLevelling(points: Point[]): Fit {
  const start = points[0]?.at ?? 0;
  const span = (points.at(-1)?.at ?? start) - start;
  return bestFit(
    points,
    timeConstants.map((share) => ({
      of: (at) => Math.exp(-(at - start) / (share * span)),
      settledFrom: start + 0.4 * span,
    })),
  );
}

/**
 * Least squares of level + curve, and of level + curve + line, each with the best of the curves: nested models, so that
 * their errors make an F statistic, made smaller for correlated residuals. Needs more than four points.
 */
function bestFit(points: Point[], curves: Curve[]): Fit {
  const bytes = centred(points.map((point) => point.bytes));
  const times = centred(points.map((point) => point.at));
  let alone = { error: Number.POSITIVE_INFINITY, settledFrom: 0 };
  let joint = { error: Number.POSITIVE_INFINITY, climb: 0, residuals: bytes };
  for (const curve of curves) {
    const along = centred(points.map((point) => curve.of(point.at)));
    const rest = without(bytes, along);
    const time = without(times, along);
    const residuals = without(rest, time);
    if (squares(rest) < alone.error) alone = { error: squares(rest), settledFrom: curve.settledFrom };
    if (squares(residuals) < joint.error) {
      joint = { error: squares(residuals), climb: product(rest, time) / squares(time), residuals };
    }
  }
  const perDegree = (joint.error / Math.max(1, points.length - 4)) * varianceInflation(joint.residuals);
  const total = squares(bytes);
  return {
    unexplained: total === 0 ? 1 : alone.error / total,
    climbF: perDegree === 0 ? Number.POSITIVE_INFINITY : (alone.error - joint.error) / perDegree,
    climb: joint.climb,
    settledFrom: alone.settledFrom,
    spread: Math.sqrt(joint.error / Math.max(1, points.length - 4)),
  };
}

/** What is left of `values` when everything along `direction` is taken out. */
function without(values: number[], direction: number[]): number[] {
  const length = squares(direction);
  const share = length === 0 ? 0 : product(values, direction) / length;
  return values.map((value, index) => value - share * (direction[index] ?? 0));
}

function centred(values: number[]): number[] {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  return values.map((each) => each - mean);
}

function product(left: number[], right: number[]): number {
  return left.reduce((sum, each, index) => sum + each * (right[index] ?? 0), 0);
}

function squares(values: number[]): number {
  return product(values, values);
}
