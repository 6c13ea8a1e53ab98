import type { Duplex } from 'node:stream';
import { StatusError } from '../../store/status-error.ts';
import { toStatus } from './status.ts';

/**
 * Answers what is no HTTP request, too long a one or one that takes for ever to come: nobody has seen a request yet, only
 * a connection, which is over after that.
 */
export function refuseClient(thrown: Error & { code?: string }, socket: Duplex): void {
  if (thrown.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { code, reason, title, message } = refusalOf(thrown.code);
  const body = JSON.stringify(toStatus(new StatusError(code, reason, message)));
  const head = ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`, 'connection: close'];
  socket.end(`HTTP/1.1 ${code} ${title}\r\n${head.join('\r\n')}\r\n\r\n${body}`);
}

function refusalOf(code: string | undefined): { code: number; reason: string; title: string; message: string } {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT': {
      const message = 'the request did not come whole within the time that it has';
      return { code: 408, reason: 'Timeout', title: 'Request Timeout', message };
    }
    case 'HPE_HEADER_OVERFLOW': {
      const title = 'Request Header Fields Too Large';
      return { code: 431, reason: 'BadRequest', title, message: 'the head of the request is longer than 1 MiB' };
    }
    default:
      return { code: 400, reason: 'BadRequest', title: 'Bad Request', message: 'this is no HTTP request' };
  }
}
