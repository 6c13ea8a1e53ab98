import type { Typed } from '../schema/typed.ts';
import { fieldRefProblems, resourceRefProblems } from './field-paths.ts';
import { configKey, environmentName, subdomainName } from './names.ts';
import { invalid, type Problems, required } from './problem.ts';

export function* variableProblems({ name = '', value = '', valueFrom }: Typed<'EnvVar'>, field: string): Problems {
  if (name === '') yield required(`${field}.name`);
  else for (const why of environmentName(name)) yield invalid(`${field}.name`, name, why);
  if (valueFrom !== undefined) yield* sourceProblems(valueFrom, value, `${field}.valueFrom`);
}

function* sourceProblems(source: Typed<'EnvVarSource'>, value: string, field: string): Problems {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = source;
  if (fieldRef !== undefined) yield* fieldRefProblems(fieldRef, `${field}.fieldRef`);
  if (resourceFieldRef !== undefined) yield* resourceRefProblems(resourceFieldRef, `${field}.resourceFieldRef`);
  if (configMapKeyRef !== undefined) yield* keyProblems(configMapKeyRef, `${field}.configMapKeyRef`);
  if (secretKeyRef !== undefined) yield* keyProblems(secretKeyRef, `${field}.secretKeyRef`);
  const given = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef].filter((one) => one !== undefined).length;
  if (given === 0) {
    yield invalid(
      field,
      '',
      'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`',
    );
  } else if (value !== '') yield invalid(field, '', 'may not be specified when `value` is not empty');
  else if (given > 1) yield invalid(field, '', 'may not have more than one field specified at a time');
}

function* keyProblems({ name = '', key = '' }: { name?: string; key?: string }, field: string): Problems {
  for (const why of subdomainName(name)) yield invalid(`${field}.name`, name, why);
  if (key === '') yield required(`${field}.key`);
  else for (const why of configKey(key)) yield invalid(`${field}.key`, key, why);
}

export function* environmentSourceProblems(sources: Typed<'EnvFromSource'>[], field: string): Problems {
  for (const [index, { prefix = '', configMapRef, secretRef }] of sources.entries()) {
    const at = `${field}[${index}]`;
    if (prefix !== '') for (const why of environmentName(prefix)) yield invalid(`${at}.prefix`, prefix, why);
    if (configMapRef !== undefined) yield* nameProblems(configMapRef.name, `${at}.configMapRef.name`);
    if (secretRef !== undefined) yield* nameProblems(secretRef.name, `${at}.secretRef.name`);
    // The server names the list, not the item.
    if (configMapRef === undefined && secretRef === undefined) {
      yield invalid(field, '', 'must specify one of: `configMapRef` or `secretRef`');
    } else if (configMapRef !== undefined && secretRef !== undefined) {
      yield invalid(field, '', 'may not have more than one field specified at a time');
    }
  }
}

function* nameProblems(name: string | undefined, field: string): Problems {
  if (name === undefined || name === '') yield required(field);
  else for (const why of subdomainName(name)) yield invalid(field, name, why);
}
