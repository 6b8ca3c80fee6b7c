import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { json, readJson, Refusal, refusalReply, type Reply } from '../lib/http-server';
import { makeCertificate } from './certificate';
import { createPushState, faultSchema, sendRequestSchema, type Fault } from './push.state';

/** The host that the real service has, and its SDK asks for. */
const HOST = 'fcm.googleapis.com';
const MAX_BODY_BYTES = 64 * 1024;
/** The first byte of a TLS connection: a handshake. */
const HANDSHAKE = 22;
const SEND_PATH = /^\/v1\/projects\/([\w-]{1,60})\/messages:send$/;
const MOST_SHOWN = 500;

export interface RunningPushService {
  port: number;
  close(): Promise<void>;
}

/**
 * A stand-in for Firebase Cloud Messaging: its HTTP v1 API over TLS, with a certificate made at start, so that the
 * SDK of the real service speaks to it unchanged. On the same port in plain HTTP it shows what arrived (`/sent`), gives
 * the certificate (`/ca.pem`) and is told what to do wrong (`/faults`).
 * @param options.port 0 for any free port
 */
export async function startPushService(options: {
  port: number;
  host?: string;
  nowMs?: () => number;
}): Promise<RunningPushService> {
  const certificate = makeCertificate(HOST);
  const state = createPushState(options.nowMs ?? Date.now);
  const sockets = new Set<Socket>();
  const plain = createHttpServer((request, response) => void answer(request, response, inspect));
  const tls = createHttpsServer(certificate, (request, response) => void answer(request, response, push));
  // Longer than the pauses of kept connections, so that it is not us who close them.
  for (const server of [plain, tls]) server.keepAliveTimeout = 65_000;

  const door = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    socket.once('readable', () => {
      const first = socket.read(1) as Buffer | null;
      if (!first) return socket.destroy();
      socket.unshift(first);
      (first[0] === HANDSHAKE ? tls : plain).emit('connection', socket);
    });
  });
  await new Promise<void>((resolve, reject) => {
    door.once('error', reject);
    door.listen(options.port, options.host ?? '127.0.0.1', resolve);
  });

  return {
    port: (door.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        door.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };

  /** The API of the real service. */
  function push({ method, url = '', headers }: IncomingMessage, body: string): Reply {
    const [, project] = SEND_PATH.exec(url) ?? [];
    if (method !== 'POST' || project === undefined)
      return problem(404, 'NOT_FOUND', 'There is nothing here.', 'UNSPECIFIED_ERROR');
    if (!/^Bearer \S+$/.test(headers.authorization ?? ''))
      return problem(401, 'UNAUTHENTICATED', 'No access token came.');
    const request = sendRequestSchema.safeParse(parsed(body));
    if (!request.success) return problem(400, 'INVALID_ARGUMENT', 'This is no message.', 'INVALID_ARGUMENT');
    const taken = state.take(project, request.data.message);
    return 'kind' in taken ? failing(taken) : json(200, { name: taken.name });
  }

  /** What trials ask. */
  function inspect({ method, url = '' }: IncomingMessage, body: string): Reply {
    const { pathname, searchParams } = new URL(url, 'http://push');
    if (method === 'GET' && pathname === '/health') return json(200, { status: 'up' });
    if (method === 'GET' && pathname === '/ca.pem')
      return { status: 200, body: certificate.cert, headers: { 'content-type': 'application/x-pem-file' } };
    if (method === 'GET' && pathname === '/sent') {
      const limit = Number(searchParams.get('limit') ?? 50);
      return json(200, { items: state.sent(searchParams.get('token'), Math.min(limit, MOST_SHOWN)) });
    }
    if (method === 'POST' && pathname === '/faults') {
      state.fail(readJson(faultSchema, body));
      return { status: 204 };
    }
    throw new Refusal(404, 'not-found', 'There is nothing here.');
  }
}

function failing({ kind, retryAfterSeconds }: Fault): Reply {
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  const later = (reply: Reply): Reply => ({ ...reply, headers: { ...reply.headers, ...headers } });
  switch (kind) {
    case 'unregistered':
      return problem(404, 'NOT_FOUND', 'Requested entity was not found.', 'UNREGISTERED');
    case 'quota':
      return later(problem(429, 'RESOURCE_EXHAUSTED', 'Too many messages.', 'QUOTA_EXCEEDED'));
    case 'unavailable':
      return later(problem(503, 'UNAVAILABLE', 'The service is overloaded.', 'UNAVAILABLE'));
    case 'unauthenticated':
      return problem(401, 'UNAUTHENTICATED', 'The access token is not valid.');
    case 'silent':
      return { status: 0, silent: true };
  }
}

/** An error as the real service words it (google.rpc.Status, with the detail of FCM). */
function problem(code: number, status: string, message: string, errorCode?: string): Reply {
  const details =
    errorCode === undefined
      ? []
      : [{ '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode }];
  return json(code, { error: { code, message, status, details } });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handle: (request: IncomingMessage, body: string) => Reply,
): Promise<void> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > MAX_BODY_BYTES) throw new Refusal(413, 'too-large', 'The body is too large.');
      parts.push(part);
    }
    write(response, handle(request, Buffer.concat(parts).toString('utf8')));
  } catch (error) {
    write(response, refusalReply(error));
  }
}

function write(response: ServerResponse, { status, body = '', headers, silent }: Reply): void {
  if (silent || response.destroyed) return;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
