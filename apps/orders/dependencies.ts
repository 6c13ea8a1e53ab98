import { setTimeout as sleep } from 'node:timers/promises';

export interface Report {
  status: string;
}

/** How the parts that the service is made of are doing; asking them takes a moment. */
export async function checkDependencies(): Promise<Report> {
  await sleep(1);
  return { status: 'ok' };
}
