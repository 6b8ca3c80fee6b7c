import { z } from 'zod';
import { TOPICS, type EventContract, type Topic } from './contract';
import { CONTRACTS } from './contracts';

/** What the topics carry, in one sentence each. */
const ABOUT: Record<Topic, string> = {
  catalogue: 'Products, their prices, and promotions',
  stock: 'What is held, sold, received and counted',
  checkouts: 'Purchases from the first look at the till to their end',
  orders: 'Orders and what becomes of them',
  payments: 'Money that is held, taken, released and given back',
  payouts: 'Money on its way to sellers, and their accounts',
  deliveries: 'Parcels on their way',
  refunds: 'Money that buyers ask back',
  disputes: "Money that buyers' banks take back",
  sellers: 'Shops, applications to sell, and commissions',
  users: 'Accounts',
  cases: 'What waits for staff',
  reviews: 'What buyers say of products',
  messages: 'Conversations between buyers, sellers and staff',
  notices: 'What came into the inboxes of people; not what it says',
  behaviour: 'What visitors look at, search and buy; nothing that names them without their consent',
};

/** JSON Schema of an event's data. */
export function dataSchemaOf(contract: EventContract): Record<string, unknown> {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(contract.data, { io: 'input' }) as Record<
    string,
    unknown
  >;
  return schema;
}

/** The AsyncAPI 3.0 document of everything that the shop publishes; made of the contracts, so it cannot differ. */
export function asyncApiDocument(topicPrefix: string): object {
  const contracts = [...CONTRACTS.values()].sort((a, b) => a.type.localeCompare(b.type));
  const used = TOPICS.filter((topic) => contracts.some((contract) => contract.topic === topic));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Caravan events',
      version: '1.0.0',
      description:
        'CloudEvents 1.0 in structured mode. The key of a message is the subject, a document; its events have ' +
        'versions (`sequence`) 1, 2, 3 without a gap and arrive in this order, each at least once. Topics keep ' +
        'everything. The header `traceparent` carries the trace.',
    },
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries(used.map((topic) => [topic, channelOf(topic, topicPrefix, contracts)])),
    operations: Object.fromEntries(
      used.map((topic) => [
        `publish-${topic}`,
        {
          action: 'send',
          summary: `The shop publishes: ${ABOUT[topic]}`,
          channel: { $ref: `#/channels/${topic}` },
        },
      ]),
    ),
    components: {
      messages: Object.fromEntries(contracts.map((contract) => [contract.type, messageOf(contract)])),
      schemas: Object.fromEntries(contracts.map((contract) => [contract.type, dataSchemaOf(contract)])),
    },
  };
}

function channelOf(topic: Topic, topicPrefix: string, contracts: readonly EventContract[]): object {
  const types = contracts.filter((contract) => contract.topic === topic).map(({ type }) => type);
  return {
    address: `${topicPrefix}${topic}`,
    description: ABOUT[topic],
    messages: Object.fromEntries(
      types.map((type) => [type, { $ref: `#/components/messages/${pointer(type)}` }]),
    ),
    bindings: { kafka: { topic: `${topicPrefix}${topic}`, bindingVersion: '0.5.0' } },
  };
}

function messageOf({ type, version }: EventContract): object {
  const text = { type: 'string' };
  return {
    name: type,
    title: `${type}, version ${version}`,
    contentType: 'application/cloudevents+json',
    headers: { type: 'object', properties: { traceparent: text }, required: ['traceparent'] },
    payload: {
      type: 'object',
      required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'sequence', 'dataschema', 'data'],
      properties: {
        specversion: { const: '1.0' },
        id: text,
        source: text,
        type: { const: type },
        subject: text,
        time: { type: 'string', format: 'date-time' },
        partitionkey: text,
        sequence: { type: 'string', pattern: '^\\d{10}$' },
        datacontenttype: { const: 'application/json' },
        dataschema: { const: `/events/${type}/${version}` },
        data: { $ref: `#/components/schemas/${pointer(type)}` },
      },
    },
  };
}

function pointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
