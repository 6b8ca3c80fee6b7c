import { CloudEvent, Kafka as KafkaBinding } from 'cloudevents';
import type { IHeaders } from 'kafkajs';
import { z } from 'zod';
import { isTraceparent, traceOf } from '../services/platform/trace';
import {
  outboxEntrySchema,
  type CaravanEvent,
  type EventContract,
  type OutboxEntry,
  type Topic,
} from './contract';
import { CONTRACTS } from './contracts';

/** A message as Kafka carries it. */
export interface EventMessage {
  key: string;
  value: string;
  headers: Record<string, string>;
}

/** What is known of an event that cannot be used: enough to know which version of which document is missing now. */
export interface Envelope {
  id: string;
  type: string;
  source: string | undefined;
  subject: string;
  version: number;
}

/** An event cannot be used; the message says why, for the dead letter. */
export class PoisonError extends Error {
  constructor(
    message: string,
    readonly envelope?: Envelope,
  ) {
    super(message);
  }
}

/** Kafka refuses a message of 1 MiB unless it is told otherwise; nothing of ours comes near. In UTF-16 units. */
const LONGEST_MESSAGE = 500_000;

/** The digits of a sequence, so that it also sorts as text, as CloudEvents' extension `sequence` asks. */
const SEQUENCE_DIGITS = 10;

/**
 * The CloudEvent (structured mode, JSON) of an outbox entry. Its key is the subject, so that the events of one
 * document stay in order; `sequence` is the version.
 * @throws PoisonError for an unknown type and data that break their contract
 */
export function toMessage(input: { entry: OutboxEntry; subject: string; version: number; service: string }): {
  topic: Topic;
  message: EventMessage;
} {
  const entry = outboxEntrySchema.safeParse(input.entry);
  if (!entry.success) throw new PoisonError(`not an outbox entry: ${reasonsOf(entry.error)}`);
  const { id, type, time, data, traceparent } = entry.data;
  const contract = CONTRACTS.get(type);
  if (!contract) throw new PoisonError(`unknown type ${type}`);
  const checked = contract.data.safeParse(data);
  if (!checked.success)
    throw new PoisonError(`data break the contract of ${type}: ${reasonsOf(checked.error)}`);

  const event = new CloudEvent(
    {
      id,
      type,
      time,
      source: `/services/${input.service}`,
      subject: input.subject,
      partitionkey: input.subject,
      sequence: String(input.version).padStart(SEQUENCE_DIGITS, '0'),
      datacontenttype: 'application/json',
      dataschema: `/events/${type}/${contract.version}`,
      data,
    },
    // Its parts were checked above; the library's own check costs more than everything else here.
    false,
  );
  const { headers, value } = KafkaBinding.structured(event);
  const text = String(value);
  if (text.length > LONGEST_MESSAGE) throw new PoisonError(`longer than ${LONGEST_MESSAGE} characters`);
  return {
    topic: contract.topic,
    message: {
      key: input.subject,
      value: text,
      headers: { ...(headers as Record<string, string>), traceparent: traceparent ?? traceOf(id) },
    },
  };
}

const envelopeSchema = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  subject: z.string().min(1),
  time: z.iso.datetime(),
  sequence: z.string().regex(/^\d{1,15}$/),
  source: z.string().optional(),
  dataschema: z.string().optional(),
  data: z.unknown(),
});

/**
 * The event that a Kafka message carries; unknown fields of its data are cut off.
 * @throws PoisonError for what is not a CloudEvent, an unknown type, and data that break their contract
 */
export function fromMessage(message: {
  value: Buffer | string | null;
  headers?: IHeaders | undefined;
}): CaravanEvent {
  const { id, type, subject, time, sequence, source, dataschema, data } = openEnvelope(message);
  const envelope: Envelope = {
    id,
    type,
    source: /^\/services\/([\w-]+)$/.exec(source ?? '')?.[1],
    subject,
    version: Number(sequence),
  };
  const contract = CONTRACTS.get(type);
  if (!contract) throw new PoisonError(`unknown type ${type}`, envelope);
  const traceparent = message.headers?.traceparent?.toString();
  return {
    id,
    type,
    topic: contract.topic,
    subject,
    time,
    version: envelope.version,
    data: readData(contract, Number(dataschema?.split('/').at(-1) ?? contract.version), data, envelope),
    ...(envelope.source !== undefined && { source: envelope.source }),
    ...(isTraceparent(traceparent) && { traceparent }),
  };
}

/** Data as the contract has them today, from the version that they were written in. */
function readData(
  contract: EventContract,
  written: number,
  data: unknown,
  envelope: Envelope,
): Record<string, unknown> {
  const { type, version, earlier } = contract;
  const schema = written === version ? contract.data : earlier?.[written]?.data;
  if (!schema)
    throw new PoisonError(
      `version ${written} of ${type} is not known here; the last is ${version}`,
      envelope,
    );
  const checked = schema.safeParse(data);
  if (!checked.success)
    throw new PoisonError(`data break the contract of ${type}: ${reasonsOf(checked.error)}`, envelope);
  let current = checked.data as Record<string, unknown>;
  for (let n = written; n < version; n += 1) current = earlier?.[n]?.raise(current) ?? current;
  return current;
}

function openEnvelope(message: { value: Buffer | string | null; headers?: IHeaders | undefined }) {
  const headers = Object.fromEntries(
    Object.entries(message.headers ?? {}).map(([name, value]) => [name, value?.toString() ?? '']),
  );
  const value = message.value?.toString() ?? '';
  if (value.length > LONGEST_MESSAGE) throw new PoisonError(`longer than ${LONGEST_MESSAGE} characters`);
  let event: unknown;
  try {
    // The binding asks for `body` in its type and reads `value`.
    event = KafkaBinding.toEvent({ headers, body: value, value } as Parameters<
      typeof KafkaBinding.toEvent
    >[0]);
  } catch (error) {
    throw new PoisonError(`not a CloudEvent: ${error instanceof Error ? error.message : String(error)}`);
  }
  const envelope = envelopeSchema.safeParse(event);
  if (!envelope.success) throw new PoisonError(`not an event of ours: ${reasonsOf(envelope.error)}`);
  return envelope.data;
}

/** Where and what, never the values: dead letters are read by people. */
function reasonsOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'event'} ${issue.code}`).join(', ');
}
