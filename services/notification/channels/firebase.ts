import { subscribe } from 'node:diagnostics_channel';
import { readFile } from 'node:fs/promises';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent } from 'node:https';
import { connect } from 'node:tls';
import type { Credential, ServiceAccount } from 'firebase-admin/app';
import type { Message, Messaging } from 'firebase-admin/messaging';
import type { Config } from '../../platform/config';
import { once } from '../../platform/documents';
import { exchange } from '../../platform/http-client';
import { newId } from '../../platform/ids';
import { ChannelBusy, ChannelRefused } from '../channel';
import type { PushNotice, PushSender } from './push';

type FirebaseConfig = Pick<Config, 'FIREBASE_CREDENTIALS' | 'PUSH_STAND_IN_URL'>;

const HOST = 'fcm.googleapis.com';
/** So long a push service may take, with the tries that its SDK makes itself, in ms. */
const PATIENCE_MS = 25_000;
/** How long to wait where the provider asks for it and does not say how long, in ms. */
const PAUSE_MS = 60_000;
/** A day: later a push is old news, and the notice stands in the inbox. */
const TTL_SECONDS = '86400';

/**
 * Pushes through Firebase Cloud Messaging, with its own SDK. With credentials this is the real service; without, the
 * stand-in of this machine behind the same name. The SDK is loaded with the first push.
 */
export function createFirebaseSender(config: FirebaseConfig): PushSender {
  const pauses = createPauses();
  const messaging = once(() => openMessaging(config, pauses.agent));

  return {
    async send(token, notice) {
      pauses.refuseUntilOver();
      try {
        const service = await messaging();
        await within(PATIENCE_MS, service.send(messageOf(token, notice)));
        return 'sent';
      } catch (error) {
        return endOf(error, pauses.askedMs());
      }
    },
  };
}

async function openMessaging(config: FirebaseConfig, agent: Agent): Promise<Messaging> {
  const { cert, initializeApp } = await import('firebase-admin/app');
  const { getMessaging } = await import('firebase-admin/messaging');
  const given = config.FIREBASE_CREDENTIALS;
  if (given !== undefined) {
    const account = JSON.parse(
      given.startsWith('{') ? given : await readFile(given, 'utf8'),
    ) as ServiceAccount;
    return getMessaging(initializeApp({ credential: cert(account, agent), httpAgent: agent }, newId()));
  }
  standIn(agent, new URL(config.PUSH_STAND_IN_URL), await certificateOf(config.PUSH_STAND_IN_URL));
  const credential: Credential = {
    getAccessToken: () => Promise.resolve({ access_token: 'stand-in', expires_in: 3600 }),
  };
  return getMessaging(initializeApp({ credential, projectId: 'caravan', httpAgent: agent }, newId()));
}

/** Has the SDK's connections go to the stand-in, which proves itself with a certificate it made at its start. */
function standIn(agent: Agent, { hostname, port, href }: URL, firstCa: string): void {
  let ca = firstCa;
  agent.createConnection = () => {
    const socket = connect({ host: hostname, port: Number(port), servername: HOST, ca });
    socket.once('error', () => {
      // It was started anew, perhaps, and has another one now.
      certificateOf(href).then(
        (now) => (ca = now),
        () => undefined,
      );
    });
    return socket;
  };
}

async function certificateOf(url: string): Promise<string> {
  const answer = await exchange({ method: 'GET', url: new URL('/ca.pem', url), timeoutMs: 5000 });
  return answer.text;
}

function messageOf(token: string, { title, body, path, tag, urgent }: PushNotice): Message {
  return {
    token,
    // Our own service worker reads these; a page of ours is opened by its path, wherever the shop is.
    data: { path, tag },
    webpush: {
      headers: { TTL: TTL_SECONDS, Urgency: urgent ? 'high' : 'normal', Topic: tag },
      notification: { title, body, tag },
    },
  };
}

const GONE = ['registration-token-not-registered', 'invalid-registration-token', 'mismatched-credential'];
const REFUSED = ['invalid-argument', 'invalid-payload', 'payload-size-limit-exceeded'];
const LATER = [
  'message-rate-exceeded',
  'device-message-rate-exceeded',
  'server-unavailable',
  'internal-error',
];

/** What an error of the SDK means for the message. */
function endOf(error: unknown, askedMs: number | null): 'gone' {
  const code = (error as { code?: unknown }).code;
  const name = typeof code === 'string' ? code.replace(/^\w+\//, '') : '';
  if (GONE.includes(name)) return 'gone';
  if (REFUSED.includes(name)) throw new ChannelRefused('The push service does not take this message.');
  if (LATER.includes(name)) throw new ChannelBusy('The push service asks to wait.', askedMs ?? PAUSE_MS);
  throw error;
}

/** Remembers how long the provider asked to wait: the SDK keeps the header `Retry-After` to itself. */
function createPauses() {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  let untilMs = 0;
  const leftMs = () => (untilMs > Date.now() ? untilMs - Date.now() : null);
  subscribe('http.client.response.finish', (message) => {
    const { request, response } = message as {
      request: ClientRequest & { agent?: unknown };
      response: IncomingMessage;
    };
    const seconds = Number(response.headers['retry-after']);
    if (request.agent === agent && seconds > 0) untilMs = Date.now() + seconds * 1000;
  });
  return {
    agent,
    askedMs: leftMs,
    /** @throws ChannelBusy while the pause that the provider asked for lasts */
    refuseUntilOver(): void {
      const left = leftMs();
      if (left !== null) throw new ChannelBusy('The push service asked to wait.', left);
    },
  };
}

/** @throws ChannelBusy when it takes longer; whether it was pushed is then unknown, and the tag makes one of two */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new ChannelBusy('The push service does not answer.', PAUSE_MS)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
