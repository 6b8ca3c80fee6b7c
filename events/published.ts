import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataSchemaOf } from './asyncapi';
import { incompatibilities, publishedSchema, type Published } from './compatibility';
import type { EventContract } from './contract';
import { CONTRACTS } from './contracts';

/** What was published of a contract: `<type>.<version>.json` each. */
const FOLDER = join('events', 'contracts', 'published');

const nameOf = ({ type, version }: Pick<Published, 'type' | 'version'>) => `${type}.${version}.json`;

/** A contract as it would be published now. */
export function publicationOf(contract: EventContract): Published {
  const { type, version, topic } = contract;
  return { type, version, topic, data: dataSchemaOf(contract) };
}

/** What was published before, by its file's name. */
export function readPublished(root: string): Map<string, Published> {
  const folder = join(root, FOLDER);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  return new Map(
    names.map((name) => [name, publishedSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))]),
  );
}

/** What is wrong with today's contracts, seen from those that were published; one sentence each. */
export function contractProblems(
  published: ReadonlyMap<string, Published>,
  contracts: ReadonlyMap<string, EventContract> = CONTRACTS,
): string[] {
  const now = [...contracts.values()];
  const changed = now.flatMap((contract) => {
    const before = published.get(nameOf(contract));
    if (!before)
      return [
        `${contract.type} version ${contract.version} is not published; run "npm run events -- contracts"`,
      ];
    return incompatibilities(before, publicationOf(contract)).map(
      (reason) => `${contract.type} version ${contract.version}: ${reason}; give it a new version`,
    );
  });
  const gone = [...published.values()].flatMap(({ type, version }) => {
    const contract = contracts.get(type);
    if (!contract) return [`${type} was published and is gone; topics still keep such events`];
    const known = contract.version === version || contract.earlier?.[version] !== undefined;
    return known ? [] : [`${type} version ${version} cannot be read any more; name it in \`earlier\``];
  });
  return [...changed, ...gone];
}

/**
 * Writes down the contracts that are not, and compatible changes of those that are.
 * @returns names of what was written
 * @throws Error naming every incompatible change; then nothing is written
 */
export function publishContracts(root: string): string[] {
  const published = readPublished(root);
  const problems = contractProblems(published).filter((problem) => !problem.includes('is not published'));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  mkdirSync(join(root, FOLDER), { recursive: true });
  return [...CONTRACTS.values()].flatMap((contract) => {
    const name = nameOf(contract);
    const now = publicationOf(contract);
    if (JSON.stringify(published.get(name)) === JSON.stringify(now)) return [];
    writeFileSync(join(root, FOLDER, name), `${JSON.stringify(now, null, 2)}\n`);
    return [name];
  });
}
