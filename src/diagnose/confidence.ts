import type { OomProof } from '../evidence/death.ts';
import type { Instance } from './instance.ts';

/**
 * The ladder, as how often a finding with this evidence is right:
 *
 * | the kill is         | alone | the curve agrees | … clearly, or more than once |
 * |---------------------|------:|-----------------:|-----------------------------:|
 * | proven              |  0.80 |             0.90 |                         0.96 |
 * | reported by runtime |  0.75 |             0.85 |                         0.91 |
 * | likely              |  0.60 |             0.75 |                         0.83 |
 *
 * A growth that has killed nobody yet stands at 0.60, clear at 0.70. Each piece of evidence against takes 0.10 off.
 * Nothing reaches 1: a second death with the same curve adds 0.02, and 0.98 is the end.
 */
const ladder: Record<'proven' | 'reported' | 'likely', [number, number, number]> = {
  proven: [0.8, 0.9, 0.96],
  reported: [0.75, 0.85, 0.91],
  likely: [0.6, 0.75, 0.83],
};

export interface Weight {
  /** The kills that the finding rests on. */
  killed: readonly Instance[];
  /** How many of them have a curve of the finding's kind. */
  agreeing: number;
  /** One of the curves passes the trend's own test. */
  clear: boolean;
  /** Pieces of evidence against. */
  against: number;
}

export function confidenceOf({ killed, agreeing, clear, against }: Weight): number {
  const strong = clear || agreeing > 1;
  const rung = agreeing === 0 ? 0 : strong ? 2 : 1;
  const base = killed.length === 0 ? (clear ? 0.7 : 0.6) : ladder[strongest(killed)][rung];
  const repeated = rung === 2 && clear && agreeing > 1 ? 0.02 : 0;
  return Math.round(Math.max(0.1, Math.min(0.98, base + repeated) - 0.1 * against) * 100) / 100;
}

/** The best proof among these kills. */
function strongest(killed: readonly Instance[]): 'proven' | 'reported' | 'likely' {
  const proofs = new Set<OomProof>(
    killed.map(({ death, kill }) => death?.oom ?? (kill === null ? 'likely' : 'proven')),
  );
  if (proofs.has('proven')) return 'proven';
  return proofs.has('reported') ? 'reported' : 'likely';
}

/** The word for it in a sentence. */
export function killedWords(killed: readonly Instance[]): string {
  const words = {
    proven: 'the kernel OOM-killed it',
    reported: 'the runtime reports it as OOM-killed',
    likely: 'it was killed at its limit, most likely by the kernel',
  };
  return words[strongest(killed)];
}
