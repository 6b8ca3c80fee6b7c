import { createRandom } from '../../stack/seed/random';
import { FAULTS, type ArmedFault, type Fault, type TracedCall } from '../../workers/faults';

/** One step of the shop, and what goes wrong with it. */
export interface Case {
  step: string;
  fault: Fault;
}
export const nameOf = ({ step, fault }: Case) => `${step} ${fault}`;
export const kills = ({ fault }: Case) => fault === 'killed-before' || fault === 'killed-after';

/** Every step with every fault. */
export function allCases(steps: readonly string[]): Case[] {
  return steps.flatMap((step) => FAULTS.map((fault) => ({ step, fault })));
}

/** In the quick selection every n-th step has its worker killed, because a killed worker takes long to come back. */
const KILLED_IN_QUICK = 10;
/** Where most is at stake the worker is killed before and after, whatever the seed. */
const ALWAYS_KILLED = new Set(['authorisePayment', 'placeOrders', 'capturePart']);

/** Every step with one fault, in turns, and some killed as well; which one it is depends on the seed. */
export function quickCases(steps: readonly string[], seed: number): Case[] {
  const [mild, deadly] = [FAULTS.slice(0, 4), FAULTS.slice(4)];
  const at = (faults: readonly Fault[], n: number) => faults[n % faults.length] ?? 'fails-after';
  return steps.flatMap((step, index) => {
    const turn = index + seed;
    const one = turn % KILLED_IN_QUICK === 0 ? [at(deadly, turn / KILLED_IN_QUICK)] : [];
    const killed = ALWAYS_KILLED.has(step) ? deadly : one;
    return [at(mild, turn), ...killed].map((fault) => ({ step, fault }));
  });
}

/** How often a story calls each step when nothing goes wrong. */
export type Calls = ReadonlyMap<string, number>;

/** What one story was seen to call, repetitions left out; `subjects` are what it is about. */
export function callsOf(trace: readonly TracedCall[], subjects: readonly string[]): Map<string, number> {
  const about = new Set<string>();
  const calls = new Map<string, Set<string>>();
  for (const { workflowId, input, step } of trace) {
    const call = `${workflowId} ${input}`;
    if (subjects.some((subject) => call.includes(subject))) about.add(workflowId);
    if (about.has(workflowId)) calls.set(step, (calls.get(step) ?? new Set()).add(call));
  }
  return new Map([...calls].map(([step, made]) => [step, made.size]));
}

export interface Plan {
  story: string;
  armed: Omit<ArmedFault, 'subjects' | 'code'>;
}

/** Called with whatever reports have come in meanwhile, so not as often every time. */
const AS_OFTEN_AS_REPORTED = new Set(['recordTracking']);

/**
 * Which story meets the fault, at which of its calls, and how. The same seed always gives the same.
 * @returns null when no story runs the step
 */
export function planOf(
  { step, fault }: Case,
  learnt: ReadonlyMap<string, Calls>,
  slow: ReadonlySet<string>,
  seed: number,
): Plan | null {
  const random = createRandom(`${seed} ${step} ${fault}`);
  const running = [...learnt].filter(([, calls]) => calls.has(step)).sort(([a], [b]) => (a < b ? -1 : 1));
  const quick = running.filter(([story]) => !slow.has(story));
  const choice = quick.length > 0 ? quick : running;
  if (choice.length === 0) return null;
  const [story, calls] = random.pick(choice);
  const most = AS_OFTEN_AS_REPORTED.has(step) ? 1 : (calls.get(step) ?? 1);
  const effect = random.pick(['never', 'taken', 'late'] as const);
  return { story, armed: { step, fault, effect, atOnce: random.next() < 0.5, nth: random.whole(1, most) } };
}
