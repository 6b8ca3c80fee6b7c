import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

/** A name server that knows the TXT records it is given. */
export interface NameServer {
  /** As the setting DNS_SERVERS takes it. */
  address: string;
  /** By name; no value takes the record away, and `silence` is no answer at all. */
  set(name: string, value?: string): void;
  close(): Promise<void>;
}

const TXT = 16;
const HEADER = 12;

/** Answers questions for TXT records over UDP (RFC 1035), one question a packet, as resolvers send them. */
export async function startNameServer(): Promise<NameServer> {
  const records = new Map<string, string>();
  const socket = createSocket('udp4');
  socket.on('message', (question, { address, port }) => {
    const { name, end } = nameIn(question);
    const value = records.get(name.toLowerCase());
    if (value === 'silence') return;
    const isAsked = question.readUInt16BE(end) === TXT && value !== undefined;
    socket.send(answerTo(question.subarray(0, end + 4), isAsked ? value : undefined), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    set: (name, value) => void (value === undefined ? records.delete(name) : records.set(name, value)),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

/** Labels after the header, each with its length before it. */
function nameIn(packet: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = HEADER;
  for (let length = packet[at] ?? 0; length > 0; length = packet[at] ?? 0) {
    labels.push(packet.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.'), end: at + 1 };
}

/** @param value no value is the answer that there is no such name */
function answerTo(question: Buffer, value?: string): Buffer {
  const head = Buffer.from(question);
  // A response, authoritative, with recursion; 3 is NXDOMAIN.
  head.writeUInt16BE(value === undefined ? 0x8583 : 0x8580, 2);
  head.writeUInt16BE(value === undefined ? 0 : 1, 6);
  head.writeUInt16BE(0, 8);
  head.writeUInt16BE(0, 10);
  if (value === undefined) return head;
  const text = Buffer.from(value, 'latin1');
  const answer = Buffer.alloc(13);
  // The name of the question, TXT, Internet, for no time at all.
  answer.writeUInt16BE(0xc000 | HEADER, 0);
  answer.writeUInt16BE(TXT, 2);
  answer.writeUInt16BE(1, 4);
  answer.writeUInt32BE(0, 6);
  answer.writeUInt16BE(text.length + 1, 10);
  answer.writeUInt8(text.length, 12);
  return Buffer.concat([head, answer, text]);
}
