import { Fault } from '../../shared/errors.ts';
import type { UpRecord } from './find.ts';
import { glance, openBackground } from './find.ts';

/** A Fault for a process that lives and serves nothing: a stopped one, or one that hangs. */
export async function answering(record: UpRecord): Promise<UpRecord> {
  const { api } = openBackground(record, glance);
  await api.list({ apiVersion: 'v1', kind: 'Node' }).catch((cause: unknown) => {
    throw new Fault('environment', 'the embedded cluster is there, but does not answer', {
      cause,
      hint: 'leaklab cluster down --on embedded && leaklab cluster up --on embedded',
    });
  });
  return record;
}
