export const remedyKinds = ['fix', 'workaround', 'placebo', 'cheat'] as const;
export type RemedyKind = (typeof remedyKinds)[number];
