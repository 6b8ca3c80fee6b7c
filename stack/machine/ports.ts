import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { StackError } from '../failure';

/**
 * Every port of the shop, by the setting that changes it. The launcher hands each process its own, so that
 * `API_PORT=5000 npm start` moves the API and everything that points to it.
 */
export const DEFAULT_PORTS = {
  WEB_PORT: 3000,
  API_PORT: 4000,
  WORKER_PORT: 4010,
  RELAY_PORT: 4011,
  CONSUMERS_PORT: 4005,
  PAYMENT_PROVIDER_PORT: 4020,
  CARRIER_PORT: 4021,
  PUSH_PORT: 4022,
  MONGODB_PORT: 27017,
  REDIS_PORT: 6379,
  KAFKA_PORT: 9092,
  KAFKA_CONTROLLER_PORT: 4012,
  TEMPORAL_PORT: 7233,
  TEMPORAL_UI_PORT: 8233,
  SMTP_PORT: 1025,
  MAIL_UI_PORT: 1080,
} as const;

export type PortName = keyof typeof DEFAULT_PORTS;
export type Ports = Record<PortName, number>;

/** Below the range from which the system takes ports for outgoing connections, see `freePorts`. */
const FREE_FROM = 20_000;
const FREE_TO = 32_000;

/** Free ports that are unlike each other, for a run of its own; ports given in `env` stay as given. */
export async function freePorts(env: Record<string, string | undefined> = {}): Promise<Ports> {
  const taken = new Set<number>();
  const ports: Record<string, number> = {};
  for (const name of portNames()) {
    const given = Number(env[name] ?? 0);
    ports[name] = given > 0 ? given : await freePort(taken);
    taken.add(ports[name]);
  }
  return ports as Ports;
}

/**
 * A free port. Not one the system would choose (`listen(0)`): a server that is killed and started again on
 * such a port may find an outgoing connection sitting on it.
 */
async function freePort(taken: Set<number>): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    const port = FREE_FROM + Math.floor(Math.random() * (FREE_TO - FREE_FROM));
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  throw new StackError(
    `No free port was found between ${FREE_FROM} and ${FREE_TO}. Close some programs and try again.`,
  );
}

/**
 * The shop's own ports, each as given in `env` or its default.
 * @throws StackError naming a setting that is no port, or two settings with the same one.
 */
export function fixedPorts(env: Record<string, string | undefined> = {}): Ports {
  const users = new Map<number, PortName>();
  const ports: Record<string, number> = {};
  for (const name of portNames()) {
    const port = env[name] ? Number(env[name]) : DEFAULT_PORTS[name];
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new StackError(`${name}=${env[name]} is not a port. Give a whole number from 1 to 65535.`);
    }
    const other = users.get(port);
    if (other) throw new StackError(`${name} and ${other} are both ${port}. Give one of them another port.`);
    users.set(port, name);
    ports[name] = port;
  }
  return ports as Ports;
}

function portNames(): PortName[] {
  return Object.keys(DEFAULT_PORTS) as PortName[];
}

/** Whether nothing listens on the port, on this machine's loopback or on all of its addresses. */
export async function isFree(port: number): Promise<boolean> {
  const answered = await Promise.all(['127.0.0.1', '::1'].map((host) => answers(host, port)));
  return !answered.includes(true) && (await canListen(port));
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 500 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false));
  });
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/**
 * Refuses ports that somebody else holds, before anything is started.
 * @throws StackError with one sentence a port: which, who holds it if known, how to choose another.
 */
export async function refuseTakenPorts(ports: Partial<Ports>): Promise<void> {
  const lines: string[] = [];
  for (const [name, port] of Object.entries(ports)) {
    if (await isFree(port)) continue;
    const holder = await portHolder(port);
    lines.push(takenSentence(name as PortName, port, holder));
  }
  if (lines.length > 0) throw new StackError(`${lines.join('\n')}\nNothing was started.`);
}

/** The sentence about one taken port. */
export function takenSentence(name: PortName, port: number, holder: string | undefined): string {
  const who = holder ? `by ${holder}` : 'by another program';
  return `Port ${port} is taken ${who}: stop that, or choose another with ${name}=${port + 1000 > 65_535 ? port - 1000 : port + 1000}.`;
}

/** "process 123 (name)" of whoever listens on the port, where the system tells us. */
export async function portHolder(port: number): Promise<string | undefined> {
  return holderFromProc(port) ?? (await holderFromLsof(port));
}

function holderFromProc(port: number): string | undefined {
  try {
    const inodes = new Set(
      ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
        listeningInodes(readFileSync(file, 'utf8'), port),
      ),
    );
    if (inodes.size === 0) return undefined;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (holdsSocket(pid, inodes))
        return `process ${pid} (${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()})`;
    }
  } catch {
    // Not Linux, or not ours to look at.
  }
  return undefined;
}

function holdsSocket(pid: string, inodes: Set<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      const link = readlinkSync(`/proc/${pid}/fd/${fd}`);
      return link.startsWith('socket:[') && inodes.has(link.slice(8, -1));
    });
  } catch {
    return false;
  }
}

/** The inodes of listening sockets on a port, from the text of /proc/net/tcp (state 0A is LISTEN; ports are hex). */
export function listeningInodes(table: string, port: number): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(`:${hex}`) && fields[3] === '0A')
    .map((fields) => fields[9] ?? '');
}

async function holderFromLsof(port: number): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']);
    const pid = /^p(\d+)$/m.exec(stdout)?.[1];
    const name = /^c(.+)$/m.exec(stdout)?.[1];
    return pid ? `process ${pid} (${name ?? 'unknown'})` : undefined;
  } catch {
    return undefined;
  }
}
