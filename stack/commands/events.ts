import { groupIdOf } from '../../events/groups';
import { listConsumers, openGenerations } from '../../events/generations';
import { createInspector } from '../../events/inspect';
import { publishContracts } from '../../events/published';
import type { DeadLetter } from '../../events/dead-letters';
import { readDeadLetters, readEvents, readPutBack } from '../../events/read';
import { createReplayer, ReplayRefused } from '../../events/replays';
import { TOPICS } from '../../events/contract';
import { loadConfig, type Config } from '../../services/platform/config';
import { createLogger, type Logger } from '../../services/platform/logger';
import { connectDatabases, type Databases } from '../../services/platform/mongo';
import { runCommand, StackError } from '../failure';
import { root } from '../machine/paths';
import { readRunning } from '../running';

const USAGE = `npm run events -- <what>
  list                              what was set aside: id, when, who, which event, why
  lag                               every consumer, and how far it is behind
  show <id>                         an event, or what was set aside, in full
  replay [--group=<group>] [--id=<id>]   puts back what was set aside, for the consumer that refused it
  rebuild <consumer>                builds it anew from the first event, while the old one serves
  contracts                         publishes contracts that are new, or changed compatibly`;

const READ_WITHIN_MS = 120_000;
const REBUILD_LOOK_MS = 1_000;

interface Given {
  config: Config;
  logger: Logger;
  args: readonly string[];
}

const COMMANDS: Readonly<Record<string, (given: Given) => Promise<number>>> = {
  list,
  lag,
  show,
  replay,
  rebuild,
  contracts,
};

/** `npm run events -- ...`: looks after consumers and what they set aside, in the shop that runs here. */
async function main(): Promise<number> {
  const [name = '', ...args] = process.argv.slice(2).filter((given) => given !== '--');
  const command = COMMANDS[name];
  if (!command) throw new StackError(USAGE);
  const config = loadConfig({ ...process.env, ...readRunning()?.env });
  return command({ config, logger: createLogger({ LOG_LEVEL: 'error' }, 'events'), args });
}

async function list({ config, logger }: Given): Promise<number> {
  const letters = await lettersOf({ config, logger });
  const putBack = await readPutBack({ config, logger, timeoutMs: READ_WITHIN_MS });
  for (const letter of letters) {
    const back = putBack.has(letter.id) ? ', put back since' : '';
    console.log(`  ${letter.id}  ${letter.at}  ${letter.by}${back}`);
    console.log(
      `    ${letter.type ?? 'something'} ${letter.eventId ?? ''} of ${letter.from}/${letter.subject}`,
    );
    console.log(`    ${letter.reason}`);
  }
  console.log(letters.length === 0 ? 'Nothing was set aside.' : `${letters.length} set aside`);
  return 0;
}

async function lag({ config, logger }: Given): Promise<number> {
  const inspector = createInspector({ config, logger });
  try {
    await withDatabases(config, async (databases) => {
      for (const { name, generation, building, topics } of await listConsumers(databases))
        for (const each of building === null ? [generation] : [generation, building]) {
          const groupId = groupIdOf(config, name, each);
          const lags = await inspector.lag(groupId, topics);
          const behind = lags.reduce((sum, partition) => sum + partition.lag, 0);
          const members = await inspector.members(groupId);
          console.log(
            `  ${groupId}  ${behind} behind${members === 0 ? ', nobody works on it' : ''}${each === building ? ', being built' : ''}`,
          );
          for (const { topic, partition, lag: missing } of lags.filter((partition) => partition.lag > 0))
            console.log(`    ${topic}/${partition}  ${missing}`);
        }
    });
  } finally {
    await inspector.close();
  }
  return 0;
}

async function show({ config, logger, args: [id] }: Given): Promise<number> {
  if (!id) throw new StackError('Say the id of an event, or of what was set aside.');
  const events = await readEvents({ config, logger, topics: TOPICS, ids: [id], timeoutMs: READ_WITHIN_MS });
  const letters = (await lettersOf({ config, logger })).filter(
    (letter) => letter.id === id || letter.eventId === id,
  );
  for (const found of [...events.slice(0, 1), ...letters]) console.log(JSON.stringify(found, null, 2));
  if (events.length + letters.length > 0) return 0;
  console.log(`No topic has an event ${id}, and nothing of this id was set aside.`);
  return 1;
}

async function replay({ config, logger, args }: Given): Promise<number> {
  const option = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1];
  const [group, id] = [option('group'), option('id')];
  const putBack = await readPutBack({ config, logger, timeoutMs: READ_WITHIN_MS });
  const letters = (await lettersOf({ config, logger })).filter(
    (letter) =>
      (group === undefined || letter.by === group) &&
      (id === undefined ? !putBack.has(letter.id) : letter.id === id || letter.eventId === id),
  );
  const replayer = createReplayer({ config, logger });
  let refused = 0;
  try {
    for (const letter of letters)
      try {
        await replayer.replay(letter);
        console.log(`  ok        ${letter.id}  for ${letter.by}`);
      } catch (error) {
        if (!(error instanceof ReplayRefused)) throw error;
        refused += 1;
        console.log(`  REFUSED   ${letter.id}  ${error.message}`);
      }
  } finally {
    await replayer.close();
  }
  console.log(`${letters.length - refused} put back${refused > 0 ? `, ${refused} not` : ''}`);
  return refused === 0 ? 0 : 1;
}

async function rebuild({ config, args: [name] }: Given): Promise<number> {
  return withDatabases(config, async (databases) => {
    const known = await listConsumers(databases);
    const chosen = known.find((consumer) => consumer.name === name);
    const names = known.filter(({ rebuilds }) => rebuilds).map((consumer) => consumer.name);
    if (!chosen)
      throw new StackError(
        `There is no consumer ${name ?? ''}. There are: ${names.join(', ') || 'none yet'}.`,
      );
    if (!chosen.rebuilds)
      throw new StackError(
        `${chosen.name} acts outside the shop, so it is not built anew: everything would be sent again. Nothing was done.`,
      );
    const generations = openGenerations(databases);
    const state = await generations.get(chosen.name);
    const building = state && (await generations.begin(state));
    if (!building) throw new StackError(`${chosen.name} is being built anew already. Nothing was done.`);
    console.log(
      `Building ${chosen.name}, generation ${building}; generation ${chosen.generation} serves meanwhile`,
    );
    for (let seconds = 0; (await generations.get(chosen.name))?.active !== building; seconds += 1) {
      if (seconds > 0 && seconds % 10 === 0)
        console.log(`  still building, ${seconds} s; "npm run events -- lag" says how far it is`);
      await new Promise((resolve) => setTimeout(resolve, REBUILD_LOOK_MS));
    }
    console.log('It has caught up and serves now.');
    return 0;
  });
}

function contracts(): Promise<number> {
  let written: string[];
  try {
    written = publishContracts(root);
  } catch (error) {
    throw new StackError(`${error instanceof Error ? error.message : String(error)}\nNothing was published.`);
  }
  for (const name of written) console.log(`  ${name}`);
  console.log(`${written.length} published`);
  return Promise.resolve(0);
}

/** Each letter once, oldest first. */
async function lettersOf(from: { config: Config; logger: Logger }): Promise<DeadLetter[]> {
  const letters = await readDeadLetters({ ...from, timeoutMs: READ_WITHIN_MS });
  return [...new Map(letters.map((letter) => [letter.id, letter])).values()];
}

async function withDatabases<Answer>(
  config: Config,
  act: (databases: Databases) => Promise<Answer>,
): Promise<Answer> {
  const databases = await connectDatabases(config);
  try {
    return await act(databases);
  } finally {
    await databases.close();
  }
}

runCommand(main);
