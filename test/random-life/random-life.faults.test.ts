import { audit } from '../../audit/audit';
import { createRandom } from '../../stack/seed/random';
import { activityNames } from '../../workers/registry';
import { openLab, type Lab } from '../faults/lab';
import { inLanes } from '../faults/lanes';
import { replay, runsAll, seed } from '../faults/selection';
import { randomLife } from './life';
import { live } from './living';

/** One in so many lives may have the worker killed under it, and under all others. */
const KILLED_EVERY = 10;
const LIVES = runsAll ? 320 : 24;
const LANES = 16;
jest.setTimeout(30 * 60_000);

const STEPS = activityNames();
const NAMES = Array.from({ length: LIVES }, (_, n) => `life ${n + 1}`);

let lab: Lab;
let lives: ReturnType<typeof inLanes>;

beforeAll(async () => {
  lab = await openLab('lives', { lanes: LANES });
  lives = inLanes(LANES, NAMES, (name) => name, one);
});
afterAll(() => lab.stop());

async function one(name: string, lane: number): Promise<void> {
  const ownSeed = `${seed} ${name}`;
  const life = randomLife(createRandom(ownSeed), STEPS, NAMES.indexOf(name) % KILLED_EVERY === 0);
  const story = { name, tell: (stage: Parameters<typeof live>[0]) => live(stage, life) };
  const { fault } = life;
  await lab
    .play(story, { lane, seed: ownSeed, mayMiss: true, ...(fault && { fault }) })
    .catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${why}\n${JSON.stringify(life)}\nReplay: ${replay}`);
    });
}

test.each(NAMES)('%s drains, agrees and keeps its word', (name) => lives.outcomeOf(name));

test('after all of them every record agrees', async () => {
  await lives.all;
  expect((await audit(lab.world.config)).findings).toEqual([]);
});
