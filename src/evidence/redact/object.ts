import type { AnyObject } from '../objects.ts';
import type { Mask } from './mask.ts';
import { placeholder, redacted, isPlaceholder } from './placeholder.ts';
import { isSecretName } from './secret-name.ts';

/** What `kubectl apply` leaves on an object: all of it once more, a Secret's values included. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** The fields in which people and programs write free text; names, labels and images are left as they are. */
const freeText = new Set(['annotations', 'command', 'args', 'message', 'value', 'note']);

/** A Secret with the length of each value in its place. */
export function redactSecret(secret: AnyObject): AnyObject {
  const annotations = secret.metadata.annotations;
  const own = annotations?.[lastApplied];
  return {
    ...secret,
    ...(secret['data'] === undefined ? {} : { data: mapStrings(secret['data'], redactedBase64) }),
    ...(secret['stringData'] === undefined ? {} : { stringData: mapStrings(secret['stringData'], redacted) }),
    ...(own === undefined
      ? {}
      : { metadata: { ...secret.metadata, annotations: { ...annotations, [lastApplied]: redacted(own) } } }),
  };
}

/** Any other object without secret literals in variables, arguments, messages, annotations and configuration. */
export function redactObject<T extends AnyObject>(object: T, mask: Mask): T {
  const copy = structuredClone(object);
  redactFields(copy, mask);
  if ('data' in copy && copy.kind === 'ConfigMap') redactConfiguration(copy.data, mask);
  return copy;
}

function redactFields(value: unknown, mask: Mask): void {
  if (!isRecord(value)) return;
  const { name, value: literal } = value;
  const secretVariable = typeof name === 'string' && typeof literal === 'string' && isSecretName(name);
  if (secretVariable && literal !== '') value['value'] = redacted(literal);
  for (const [key, inner] of Object.entries(value)) {
    if (freeText.has(key) && !(secretVariable && key === 'value')) value[key] = maskField(key, inner, mask);
    else redactFields(inner, mask);
  }
}

function maskField(key: string, value: unknown, mask: Mask): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((item, index) => maskArgument(value[index - 1], item, mask));
  if (key !== 'annotations' || !isRecord(value)) {
    redactFields(value, mask);
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, maskAnnotation(name, text, mask)]));
}

/** `--auth-token` and its value may be two arguments. */
function maskArgument(before: unknown, argument: unknown, mask: Mask): unknown {
  if (typeof argument !== 'string') return argument;
  const named = typeof before === 'string' && /^--?[a-z][\w-]*$/i.test(before) && isSecretName(before);
  return named && argument !== '' && !argument.startsWith('-') ? redacted(argument) : mask(argument);
}

function maskAnnotation(name: string, text: unknown, mask: Mask): unknown {
  if (typeof text !== 'string') return text;
  if (name !== lastApplied) return mask(text);
  try {
    const applied: unknown = JSON.parse(text);
    const before = JSON.stringify(applied);
    redactFields(applied, mask);
    if (isRecord(applied) && applied['kind'] === 'ConfigMap') redactConfiguration(applied['data'], mask);
    const after = JSON.stringify(applied);
    return before === after ? text : after;
  } catch {
    // Cut off or hand-written: nothing in it can be told apart, so none of it is kept.
    return isPlaceholder(text) ? text : redacted(text);
  }
}

function redactConfiguration(data: unknown, mask: Mask): void {
  if (!isRecord(data)) return;
  for (const [key, text] of Object.entries(data)) {
    if (typeof text === 'string' && text !== '') data[key] = isSecretName(key) ? redacted(text) : mask(text);
  }
}

function redactedBase64(text: string): string {
  return isPlaceholder(text) ? text : placeholder(Buffer.from(text, 'base64').length);
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapStrings(inner, change)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
