import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { z } from 'zod';
import type { Config } from '../services/platform/config';

/**
 * What a test can make go wrong with one call of one activity.
 * - `fails-before`, `fails-after`: an error that is repeated, before or after the effect.
 * - `times-out`: no answer comes until its time is over; `effect` says whether the effect is `never` taken, is `taken`
 *   all the same, or comes `late`, after the repetition has begun.
 * - `runs-twice`: the effect is taken twice, one after the other or at once, and the second answer counts.
 * - `killed-before`, `killed-after`: the worker dies as `kill -9` would have it.
 */
export const FAULTS = [
  'fails-before',
  'fails-after',
  'times-out',
  'runs-twice',
  'killed-before',
  'killed-after',
] as const;
export type Fault = (typeof FAULTS)[number];

export const armedFaultSchema = z.object({
  step: z.string(),
  /** `refuses` is no fault: the step says no for good, which brings a story to steps that follow a refusal. */
  fault: z.enum([...FAULTS, 'refuses']),
  /** The code of a refusal. */
  code: z.string().default('ordered-refusal'),
  effect: z.enum(['never', 'taken', 'late']).default('taken'),
  atOnce: z.boolean().default(false),
  /** Only calls about one of these: a part of the call's input, or of an earlier input or the id of its workflow. */
  subjects: z.array(z.string()).min(1),
  /** Which of these calls is hit, from 1. */
  nth: z.number().int().positive().default(1),
});
export type ArmedFault = z.infer<typeof armedFaultSchema>;

/** One line of the trace: a call that began. */
export const tracedCallSchema = z.object({ step: z.string(), workflowId: z.string(), input: z.string() });
export type TracedCall = z.infer<typeof tracedCallSchema>;

/** In the folder of faults: `<name>.json` is armed, `<name>.fired` was met, `<name>.met` counts calls, and the trace. */
export const TRACE_FILE = 'trace.jsonl';
const ARMED = '.json';
/** How long after its time is over a late effect comes, in ms: the repetition is under way by then. */
const LATE_MS = 1_500;

type Step = (input: never) => Promise<unknown>;

/** What was ordered for the call that is under way; undefined when nothing was. */
type Lookup = (call: TracedCall) => ArmedFault | undefined;

/** For tests: wraps every step so that faults in CARAVAN_FAULT_DIR are met. Without that folder the steps are as given. */
export function withFaults<Steps extends Record<string, Step>>(
  steps: Steps,
  { CARAVAN_FAULT_DIR: dir, NODE_ENV }: Pick<Config, 'CARAVAN_FAULT_DIR' | 'NODE_ENV'>,
): Steps {
  if (dir === undefined || NODE_ENV !== 'test') return steps;
  const lookUp = openFaults(dir);
  const entries = Object.entries(steps).map(([name, step]) => [
    name,
    (input: never) => {
      const { workflowId } = Context.current().info.workflowExecution ?? { workflowId: '' };
      return suffer(lookUp({ step: name, workflowId, input: JSON.stringify(input) ?? '' }), () =>
        step(input),
      );
    },
  ]);
  return Object.fromEntries(entries) as Steps;
}

async function suffer(ordered: ArmedFault | undefined, take: () => Promise<unknown>): Promise<unknown> {
  switch (ordered?.fault) {
    case undefined:
      return take();
    case 'refuses':
      throw ApplicationFailure.nonRetryable('a refusal was ordered for this step', ordered.code, {
        kind: 'conflict',
        details: {},
      });
    case 'fails-before':
      throw new Error('a fault was ordered before this step');
    case 'fails-after':
      await take();
      throw new Error('a fault was ordered after this step');
    case 'times-out':
      return outOfTime(ordered.effect, take);
    case 'runs-twice':
      return ordered.atOnce ? (await Promise.all([take(), take()]))[1] : take().then(take);
    case 'killed-before':
      return die();
    case 'killed-after':
      await take();
      return die();
  }
}

async function outOfTime(effect: ArmedFault['effect'], take: () => Promise<unknown>): Promise<unknown> {
  const { heartbeatTimeoutMs, startToCloseTimeoutMs } = Context.current().info;
  if (effect === 'taken') await take();
  await sleep((heartbeatTimeoutMs ?? startToCloseTimeoutMs) + LATE_MS);
  if (effect === 'late') await take();
  throw new Error('a time-out was ordered for this step');
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('it was ordered to die');
}

/** Reads the folder at every call: faults are armed while the worker runs. */
function openFaults(dir: string): Lookup {
  const trace = join(dir, TRACE_FILE);
  /** What each workflow was seen to be about, because later steps may name only its own id. */
  const known = new Map<string, string>();
  const learn = ({ workflowId, input }: TracedCall) => {
    const before = known.get(workflowId) ?? workflowId;
    known.set(workflowId, before.includes(input) ? before : `${before} ${input}`);
  };
  if (existsSync(trace))
    for (const line of readFileSync(trace, 'utf8').split('\n').slice(0, -1))
      learn(tracedCallSchema.parse(JSON.parse(line)));

  return (call) => {
    learn(call);
    appendFileSync(trace, `${JSON.stringify(call)}\n`);
    const about = known.get(call.workflowId) ?? '';
    for (const file of readdirSync(dir).filter((name) => name.endsWith(ARMED))) {
      const armed = armedFaultSchema.parse(JSON.parse(readFileSync(join(dir, file), 'utf8')));
      if (armed.step !== call.step || !armed.subjects.some((subject) => about.includes(subject))) continue;
      const name = join(dir, file.slice(0, -ARMED.length));
      // Counted in a file, because another fault may kill the worker in between.
      appendFileSync(`${name}.met`, '.');
      if (statSync(`${name}.met`).size < armed.nth) continue;
      renameSync(join(dir, file), `${name}.fired`);
      return armed;
    }
    return undefined;
  };
}
