import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TOPICS, type EventContract } from './contract';
import { CONTRACTS } from './contracts';

const contracts = [...CONTRACTS.values()];

test('every event is named noun.past and has a topic that exists', () => {
  expect(contracts.length).toBeGreaterThan(20);
  for (const { type, topic } of contracts) {
    expect(type).toMatch(/^[a-z]+\.[a-z-]+$/);
    expect(TOPICS).toContain(topic);
  }
});

test('no two contracts share a type', async () => {
  const names = (await readdir(join(__dirname, 'contracts'))).filter((name) => name.endsWith('.events.ts'));
  const files = await Promise.all(
    names.map(async (name) => (await import(`./contracts/${name}`)) as Record<string, EventContract>),
  );
  const types = files.flatMap((file) => Object.values(file).map((contract) => contract.type));
  expect(new Set(types).size).toBe(types.length);
  expect(types.length).toBe(CONTRACTS.size);
});

test('all events of one noun are in one topic, so a consumer of the topic sees the whole story', () => {
  const topics = new Map<string, Set<string>>();
  // What visitors do with a product is the story of their visit, not of the product.
  for (const { type, topic } of contracts.filter(({ topic }) => topic !== 'behaviour')) {
    const noun = type.split('.')[0] ?? '';
    topics.set(noun, (topics.get(noun) ?? new Set()).add(topic));
  }
  for (const ofNoun of topics.values()) expect(ofNoun.size).toBe(1);
});

test('the data of every event can be described as JSON', () => {
  for (const { data } of contracts) expect(() => z.toJSONSchema(data)).not.toThrow();
});
