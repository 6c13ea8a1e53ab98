import type { Exchange } from './http/context.ts';

/** Readings that may wait for a client that does not read; older ones are worth less than the memory they take. */
const patience = 10_000;

/** `GET /lab/readings`: memory and kills of all containers as JSON lines, until the client goes. Not Kubernetes' own. */
export async function streamReadings({ node, response, signal }: Exchange): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
  response.flushHeaders();
  for await (const reading of node.readings(signal)) {
    if (response.writableLength > patience * 200) break;
    response.write(`${JSON.stringify(reading)}\n`);
  }
  response.end();
}
