import type { Typed } from '../schema/typed.ts';
import { seenBefore } from './metadata.ts';
import { labelName } from './names.ts';
import { forbidden, invalid, type Problems, required } from './problem.ts';
import { nanosOf } from './resources.ts';

/** The order in which the server looks at them: all but the first are one too many. */
const firstSources = ['emptyDir', 'hostPath', 'secret', 'nfs', 'persistentVolumeClaim'];

export function* volumeProblems(volumes: Typed<'Volume'>[], field: string): Problems {
  const names = new Set<string>();
  for (const [index, volume] of volumes.entries()) {
    const at = `${field}[${index}]`;
    const { name = '', ...sources } = volume;
    yield* sourceProblems(volume, at);
    const [, ...tooMany] = Object.keys(sources).toSorted((one, other) => rank(one) - rank(other));
    for (const source of tooMany) yield forbidden(`${at}.${source}`, 'may not specify more than 1 volume type');
    if (name === '') yield required(`${at}.name`);
    else {
      for (const why of labelName(name)) yield invalid(`${at}.name`, name, why);
      yield* seenBefore(names, name, `${at}.name`);
    }
  }
}

function rank(source: string): number {
  const at = firstSources.indexOf(source);
  return at === -1 ? firstSources.length : at;
}

function* sourceProblems({ configMap, secret, emptyDir, ...others }: Typed<'Volume'>, field: string): Problems {
  if (emptyDir?.sizeLimit !== undefined && nanosOf(emptyDir.sizeLimit) < 0n) {
    yield forbidden(`${field}.emptyDir.sizeLimit`, 'SizeLimit field must be a valid resource quantity');
  }
  if (configMap !== undefined) {
    if ((configMap.name ?? '') === '') yield required(`${field}.configMap.name`);
    yield* fileProblems(configMap.defaultMode, configMap.items, `${field}.configMap`);
  }
  if (secret !== undefined) {
    if ((secret.secretName ?? '') === '') yield required(`${field}.secret.secretName`);
    yield* fileProblems(secret.defaultMode, secret.items, `${field}.secret`);
  }
  if (others.hostPath !== undefined && (others.hostPath.path ?? '') === '') yield required(`${field}.hostPath.path`);
  if (others.persistentVolumeClaim !== undefined && (others.persistentVolumeClaim.claimName ?? '') === '') {
    yield required(`${field}.persistentVolumeClaim.claimName`);
  }
  if (others.projected !== undefined)
    yield* modeProblems(others.projected.defaultMode, `${field}.projected.defaultMode`);
  if (others.downwardAPI !== undefined) {
    yield* modeProblems(others.downwardAPI.defaultMode, `${field}.downwardAPI.defaultMode`);
  }
}

function* fileProblems(mode: number | undefined, items: Typed<'KeyToPath'>[] | undefined, field: string): Problems {
  yield* modeProblems(mode, `${field}.defaultMode`);
  for (const [index, item] of (items ?? []).entries()) {
    const at = `${field}.items[${index}]`;
    const { key = '', path = '' } = item;
    if (key === '') yield required(`${at}.key`);
    if (path === '') yield required(`${at}.path`);
    else if (path.startsWith('/')) yield invalid(`${at}.path`, path, 'must be a relative path');
    else if (path.split('/').includes('..')) yield invalid(`${at}.path`, path, "must not contain '..'");
    yield* modeProblems(item.mode, `${at}.mode`);
  }
}

function* modeProblems(mode: number | undefined, field: string): Problems {
  if (mode === undefined || (mode >= 0 && mode <= 0o777)) return;
  yield invalid(field, mode, 'must be a number between 0 and 0777 (octal), both inclusive');
}
