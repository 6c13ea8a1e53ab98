/**
 * Imported before everything else: loading the rest takes near half a second, in which PID 1 would be deaf to SIGTERM
 * and the kubelet would wait out its grace period.
 */
function end(): void {
  process.exit(0);
}

process.once('SIGTERM', end);
process.once('SIGINT', end);

/** From here on somebody else answers the signals. */
export function handOverSignals(): void {
  process.off('SIGTERM', end);
  process.off('SIGINT', end);
}
