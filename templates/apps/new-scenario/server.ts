import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the server keeps of one item; outside the JavaScript heap, where only the container's limit counts. */
type Kept = Buffer;

const bytesEach = 10 * 1024;
/** Items that come by themselves in a second. */
const rate = { lab: 1000, real: 10 };
/** Milliseconds between two looks at the clock. */
const tick = 20;

/**
 * A server that handles items and keeps them.
 * @param most - how many items it keeps; the oldest give way
 */
export function startServer(most: number): void {
  const kept: Kept[] = [];
  let handled = 0;

  function handle(): void {
    handled += 1;
    // The oldest one's memory is used again: V8 gives back late what was let go outside its heap.
    const room = kept.length < most ? Buffer.alloc(bytesEach) : kept.shift();
    if (room !== undefined) kept.push(room.fill(1));
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const send = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const route = `${request.method ?? ''} ${request.url ?? ''}`;
    if (route === 'GET /healthz' || route === 'GET /readyz') send(200, { status: 'ok' });
    else if (route === 'GET /stats') send(200, { handled });
    else if (route === 'GET /items') send(200, { items: kept.slice(-10).map(({ length }) => ({ bytes: length })) });
    else if (route === 'POST /items') {
      handle();
      send(201, { handled });
    } else send(404, { error: 'not found' });
  }

  // HOST is set by the embedded cluster, where each pod has an address of its own to listen on.
  const server = createServer(answer).listen(8080, process.env['HOST']);
  const perSecond = process.env['PACE'] === 'lab' ? rate.lab : rate.real;
  const startedAt = performance.now();
  let arrived = 0;
  setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * perSecond);
    for (; arrived < due; arrived += 1) handle();
  }, tick);

  // PID 1 of a container gets no default action for a signal: without this every stop takes the whole grace period.
  process.on('SIGTERM', () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
