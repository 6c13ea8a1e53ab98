import type { Typed } from '../schema/typed.ts';

/** `stringData` is for writing only: it goes into `data`, over what is there under the same key. */
export function setSecretDefaults(secret: Typed<'Secret'>): void {
  const { stringData } = secret;
  delete secret.stringData;
  if (stringData !== undefined) {
    const encoded = Object.entries(stringData).map(([key, text]) => [key, Buffer.from(text).toString('base64')]);
    secret.data = { ...secret.data, ...Object.fromEntries(encoded) };
  }
  secret.type ??= 'Opaque';
}

export function setLimitRangeDefaults(range: Typed<'LimitRange'>): void {
  for (const item of range.spec?.limits ?? []) {
    if (item.type !== 'Container') continue;
    const limits = { ...item.max, ...item.default };
    const requests = { ...item.min, ...limits, ...item.defaultRequest };
    if (Object.keys(limits).length > 0) item.default = limits;
    if (Object.keys(requests).length > 0) item.defaultRequest = requests;
  }
}
