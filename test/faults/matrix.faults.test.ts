import { audit } from '../../audit/audit';
import { activityNames } from '../../workers/registry';
import { allCases, callsOf, kills, nameOf, planOf, quickCases, type Calls, type Case } from './cases';
import { FaultMissed, openLab, type Lab } from './lab';
import { inLanes } from './lanes';
import { replay, runsAll, seed, wanted } from './selection';
import { STORIES } from './stories';

/** Stories wait more than they work, so more run at once than there are processors. */
const LANES = 16;
/** Whoever's worker is killed takes it from all the others: more at once would only wait for each other. */
const DEADLY_LANES = 4;
const LONGEST_MS = 20 * 60_000;
jest.setTimeout(LONGEST_MS);

const STEPS = activityNames();
const CASES = (runsAll || wanted.length > 0 ? allCases(STEPS) : quickCases(STEPS, seed)).filter(
  (one) => wanted.length === 0 || wanted.some((part) => nameOf(one).includes(part)),
);
const MILD = CASES.filter((one) => !kills(one));
const DEADLY = CASES.filter(kills);
const SLOW = new Set(STORIES.filter(({ slow }) => slow).map(({ name }) => name));

let lab: Lab;
/** What each story calls when nothing goes wrong. */
const learnt = new Map<string, Calls>();
let toldWell: ReturnType<typeof inLanes>;
let toldBadly: ReturnType<typeof inLanes>;
let toldDeadly: Promise<ReturnType<typeof inLanes>>;

beforeAll(async () => {
  lab = await openLab('matrix', { lanes: LANES });
  toldWell = inLanes(
    LANES,
    // Those that wait longest begin first.
    [...STORIES].sort((one, other) => Number(other.slow ?? false) - Number(one.slow ?? false)),
    ({ name }) => name,
    async (story, lane) => {
      const [subjects, refused]: [string[], string[]] = [[], []];
      // What another story in this lane did to the same seller is not of this one.
      const before = lab.trace().length;
      const told = lab.play(story, { lane, seed: `${seed} ${story.name}`, subjects, refused });
      // A story that is not well has still shown which steps it runs.
      await told.finally(() => {
        const calls = callsOf(lab.trace().slice(before), subjects);
        // What says no has had no effect: a fault after its effect would be a world that cannot be.
        for (const step of refused) calls.delete(step);
        learnt.set(story.name, calls);
      });
    },
  );
  await toldWell.all;
  toldBadly = inLanes(LANES, MILD, nameOf, meet);
  toldDeadly = toldBadly.all.then(() => inLanes(DEADLY_LANES, DEADLY, nameOf, meet));
}, LONGEST_MS);
afterAll(() => lab.stop());

async function meet(one: Case, lane: number): Promise<void> {
  const plan = planOf(one, learnt, SLOW, seed);
  const story = STORIES.find(({ name }) => name === plan?.story);
  if (!plan || !story) throw new Error(`No story runs ${one.step}. Add one to test/faults/stories.ts.`);
  const play = (nth: number) =>
    lab.play(story, { lane, seed: `${seed} ${nameOf(one)}`, fault: { ...plan.armed, nth } });
  try {
    // Some steps are run as often as reports come in; the first call there always is.
    await play(plan.armed.nth).catch((error: unknown) => {
      if (error instanceof FaultMissed) return play(1);
      throw error;
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${why}\nIn "${story.name}", ${JSON.stringify(plan.armed)}. Replay: ${replay}`, {
      cause: error,
    });
  }
}

describe('without a fault', () => {
  test.each(STORIES.map(({ name }) => name))('%s: everything drains and agrees', (name) =>
    toldWell.outcomeOf(name),
  );

  test('every step of the shop is run by a story', () => {
    const run = new Set([...learnt.values()].flatMap((calls) => [...calls.keys()]));
    expect(STEPS.filter((step) => !run.has(step))).toEqual([]);
  });
});

describe('with a fault everything drains, agrees and keeps its word', () => {
  test.each(MILD.map(nameOf))('%s', (name) => toldBadly.outcomeOf(name));
});

describe('with a worker killed everything drains, agrees and keeps its word', () => {
  test.each(DEADLY.map(nameOf))('%s', async (name) => (await toldDeadly).outcomeOf(name));
});

/**
 * A slow local step has what was done before it recorded, and nothing after it. When the worker dies after the next
 * one, both are repeated together, the first of them when the second has taken effect already.
 */
const TOGETHER = [
  ['authorisePayment', 'placeOrders'],
  ['shipOrder', 'deliverOrder'],
  ['loseOrder', 'requestFullRefund'],
] as const;

test.each(TOGETHER)(
  '%s slow and a worker killed after %s: both are repeated, and all agrees',
  async (slow, next) => {
    await (
      await toldDeadly
    ).all;
    const [story] = STORIES.filter(({ name }) => [slow, next].every((step) => learnt.get(name)?.has(step)));
    if (!story) throw new Error(`No story runs ${slow} and ${next}.`);
    const order = { effect: 'never', atOnce: false, nth: 1 } as const;
    await lab.play(story, {
      ...{ lane: 0, seed: `${seed} ${slow} ${next}` },
      fault: { ...order, step: slow, fault: 'times-out' },
      also: { ...order, step: next, fault: 'killed-after' },
    });
  },
);

test('after all of it every record agrees', async () => {
  await (
    await toldDeadly
  ).all;
  expect((await audit(lab.world.config)).findings).toEqual([]);
});
