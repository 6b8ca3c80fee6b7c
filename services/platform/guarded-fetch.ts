import { lookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { DomainError } from './errors';
import { isPublicAddress } from './public-address';

/** Who wants to send us further than this is not followed. */
const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** A web server on another port is more often somebody's inside than a place for pictures. */
const PORTS = new Set(['', '80', '443']);

/** Where names lead to, and which addresses may be called: for tests. */
export interface Surroundings {
  resolve(host: string): Promise<string[]>;
  mayCall(url: URL, address: string): boolean;
}

export const theInternet: Surroundings = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  mayCall: (url, address) => PORTS.has(url.port) && isPublicAddress(address),
};

/** The same, and this machine on any port: for tests and laptops. */
export const withLoopback: Surroundings = {
  resolve: theInternet.resolve,
  mayCall: (url, address) => /^127\.|^::1$/.test(address) || theInternet.mayCall(url, address),
};

/** Gets a file from an address that somebody gave us. */
export type GuardedFetch = (request: {
  url: string;
  /** A longer answer is broken off, in bytes. */
  maxBytes: number;
  /** For everything, redirects too, in ms. */
  timeoutMs: number;
}) => Promise<Buffer>;

/**
 * The one way to fetch what a stranger names. A name is resolved once, all that it resolves to has to be public, and
 * the connection goes to the very address that was looked at, so that a name which changes its mind meanwhile leads
 * nowhere else. Every redirect is looked at in the same way. No credentials, cookies or compressed answers.
 * @throws DomainError `address-refused` and `fetch-failed`, which say nothing of what is behind the address
 */
export function createGuardedFetch(surroundings: Surroundings = theInternet): GuardedFetch {
  return async ({ url, maxBytes, timeoutMs }) => {
    const signal = AbortSignal.timeout(timeoutMs);
    let next = parse(url);
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const address = await addressOf(surroundings, next, signal);
      const answer = await ask({ url: next, address, signal, headers: { ...HEADERS, accept: 'image/*' } });
      const status = answer.statusCode ?? 0;
      if (status === 200) return read(answer, maxBytes);
      answer.destroy();
      const { location } = answer.headers;
      if (!REDIRECTS.has(status) || location === undefined) throw failed('did not give us the file');
      next = parse(location, next);
    }
    throw failed('sends us on and on');
  };
}

/** What a stranger's receiver answered; of its words only the first are kept. */
export interface PostAnswer {
  status: number;
  text: string;
}

/** Posts to an address that somebody gave us. */
export type GuardedPost = (request: {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** So much of the answer is read, in bytes; the rest is not waited for. */
  keepBytes: number;
  /** For everything, in ms. */
  timeoutMs: number;
}) => Promise<PostAnswer>;

/**
 * The same guard for what is posted to a stranger. Redirects are not followed: the answer is theirs to give where they
 * said they are.
 * @throws DomainError `address-refused` and `fetch-failed`, which say nothing of what is behind the address
 */
export function createGuardedPost(surroundings: Surroundings = theInternet): GuardedPost {
  return async ({ url, headers, body, keepBytes, timeoutMs }) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const to = parse(url);
    const address = await addressOf(surroundings, to, signal);
    const length = String(Buffer.byteLength(body));
    const answer = await ask({
      ...{ url: to, address, signal, method: 'POST', body },
      headers: { ...HEADERS, ...headers, 'content-length': length },
    });
    return { status: answer.statusCode ?? 0, text: await beginningOf(answer, keepBytes) };
  };
}

/** The first of an answer; one that breaks off, or never ends, has said enough with its status. */
async function beginningOf(answer: IncomingMessage, keepBytes: number): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      parts.push(part);
      length += part.length;
      if (length >= keepBytes) break;
    }
  } catch {
    // What came is kept.
  }
  return Buffer.concat(parts).subarray(0, keepBytes).toString('utf8');
}

/** @returns the address to connect to; every other one of the name is as good */
async function addressOf(surroundings: Surroundings, url: URL, signal: AbortSignal): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await unlessLate(signal, surroundings.resolve(host));
  const [address] = addresses;
  if (address === undefined) throw failed('is not known');
  if (!addresses.every((one) => surroundings.mayCall(url, one))) throw refused();
  return address;
}

function parse(address: string, base?: URL): URL {
  const url = URL.canParse(address, base?.href) ? new URL(address, base) : null;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (!url || !isWeb || url.username !== '' || url.password !== '') throw refused();
  return url;
}

async function unlessLate<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(failed('took too long')), { once: true });
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw error instanceof DomainError ? error : failed('is not known');
  }
}

const HEADERS = { 'accept-encoding': 'identity', 'user-agent': 'Caravan' };

function ask(request: {
  url: URL;
  address: string;
  signal: AbortSignal;
  headers: Record<string, string>;
  method?: string;
  body?: string;
}): Promise<IncomingMessage> {
  const { url, address, signal, headers, method = 'GET' } = request;
  const family = isIP(address);
  const pinned: LookupFunction = (_host, options, done) =>
    options.all ? done(null, [{ address, family }]) : done(null, address, family);
  return new Promise((resolve, reject) => {
    const asked = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      // A kept connection could be one to an address that was looked at for another name.
      agent: false,
      lookup: pinned,
      ...{ method, signal, headers },
    });
    asked.once('response', (answer) => {
      // Whoever reads hears of it; what is thrown away may break.
      answer.on('error', () => undefined);
      resolve(answer);
    });
    asked.on('error', () => reject(failed(signal.aborted ? 'took too long' : 'could not be reached')));
    asked.end(request.body);
  });
}

async function read(answer: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const encoding = answer.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    answer.destroy();
    throw failed('sends the file in a form that we did not ask for');
  }
  const parts: Buffer[] = [];
  let length = 0;
  try {
    // Leaving the loop closes the connection.
    for await (const part of answer as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > maxBytes) throw failed('sends more than we take');
      parts.push(part);
    }
  } catch (error) {
    throw error instanceof DomainError ? error : failed('broke off');
  }
  return Buffer.concat(parts);
}

const refused = () =>
  new DomainError(
    'invalid',
    'address-refused',
    'We do not fetch from this address. Nothing was stored; give a public http or https address, or the file itself.',
  );

const failed = (what: string) =>
  new DomainError(
    'invalid',
    'fetch-failed',
    `The address ${what}. Nothing was stored; check the address, or give the file itself.`,
  );
