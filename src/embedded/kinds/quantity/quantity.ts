/** An exact quantity: `value` times 10^-9. Doubles would lose the last digits of large byte counts. */
export interface Quantity {
  nanos: bigint;
  /** How it was written, and so how it is written out again. */
  format: 'decimal' | 'binary' | 'exponent';
}

const decimalExponents: Record<string, number> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binaryExponents: Record<string, number> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/** Undefined where the text is no quantity. Digits below 10^-9 are rounded up, away from zero. */
export function readQuantity(text: string): Quantity | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent, suffix = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = BigInt(whole + fraction);
  const binary = binaryExponents[suffix];
  const power = exponent === undefined ? (decimalExponents[suffix] ?? 0) : Number(exponent.slice(1));
  // Beyond this the API caps the value; nobody means 1e40 bytes.
  if (Math.abs(power) > 30) return undefined;
  const scaled = binary === undefined ? digits : digits << BigInt(binary);
  const magnitude = shift(scaled, 9 - fraction.length + (binary === undefined ? power : 0));
  const format = binary !== undefined ? 'binary' : exponent !== undefined ? 'exponent' : 'decimal';
  return { nanos: sign === '-' ? -magnitude : magnitude, format };
}

export const quantityRule =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

const one = 1_000_000_000n;

export function writeQuantity({ nanos, format }: Quantity): string {
  if (nanos === 0n) return '0';
  const sign = nanos < 0n ? '-' : '';
  const magnitude = nanos < 0n ? -nanos : nanos;
  // Binary suffixes cannot say fractions or values below 1024: such a value is written as a decimal.
  if (format === 'binary' && magnitude % one === 0n && magnitude / one >= 1024n) {
    return sign + withBinarySuffix(magnitude / one);
  }
  return sign + withDecimalSuffix(magnitude, format === 'exponent');
}

function withBinarySuffix(value: bigint): string {
  const suffix = Object.entries(binaryExponents).findLast(([, bits]) => value % (1n << BigInt(bits)) === 0n);
  return suffix === undefined ? String(value) : `${value >> BigInt(suffix[1])}${suffix[0]}`;
}

function withDecimalSuffix(nanos: bigint, exponent: boolean): string {
  const byPower = Object.entries(decimalExponents).toSorted(([, a], [, b]) => a - b);
  const [suffix, power] = byPower.findLast(([, at]) => nanos % 10n ** BigInt(at + 9) === 0n) ?? ['n', -9];
  const digits = nanos / 10n ** BigInt(power + 9);
  return `${digits}${exponent && power !== 0 ? `e${power}` : suffix}`;
}

/** Times 10^power, rounded up. */
function shift(value: bigint, power: number): bigint {
  if (power >= 0) return value * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (value + divisor - 1n) / divisor;
}
