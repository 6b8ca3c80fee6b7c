import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../../services/platform/ids';
import { createRandom } from '../../stack/seed/random';
import type { PartName } from '../../stack/shop/parts';
import type { Shop as Processes } from '../../stack/shop/start';
import { TRACE_FILE, tracedCallSchema, type ArmedFault, type TracedCall } from '../../workers/faults';
import { openWorld } from '../integration/world';
import type { Stall } from '../market';
import { testEnv } from '../servers';
import type { Visitor } from '../shopper/shopper';
import { createClientLog, type ClientLog } from './client-log';
import { openObserver } from './observer';
import { seen, whereCutShort } from './pressing';
import type { Stage, Story } from './stage';

/** Days become seconds; what a person has to do within a deadline has time enough for a worker to die on the way. */
const SETTINGS = {
  CARRIER_STEP_MS: '200',
  CARRIER_POLL_SECONDS: '3',
  // Half a minute after it should have arrived. One that is held up by a fault for longer is a case until it ends.
  PARCEL_OVERDUE_DAYS: '0.00035',
  ACCEPT_WITHIN_HOURS: '0.05',
  SHIP_WITHIN_HOURS: '0.05',
  RETURN_WINDOW_HOURS: '0.0008',
  CHECKOUT_HOLD_SECONDS: '90',
  REFUND_AUTO_LIMIT_MINOR: '1000',
  PAYMENT_TIMEOUT_MS: '4000',
  // 43 seconds to answer a dispute, a reminder after 32, and after 36 what was gathered is sent.
  PAYMENT_EVIDENCE_HOURS: '0.012',
  DISPUTE_REMIND_HOURS: '0.003',
  DISPUTE_SUBMIT_HOURS: '0.002',
  // Sooner than the bank reports by itself, so that it is asked.
  DISPUTE_POLL_SECONDS: '1',
  // Two thirds of half a minute until the reminder; more than a line is passed on to support.
  REFUND_DECIDE_HOURS: '0.009',
  REFUND_SILENCE_LIMIT_MINOR: '4000',
  REFUND_ASK_HOURS: '0.0003',
  // Six seconds of silence until an applicant is reminded, twelve until the application is closed.
  ONBOARDING_REMIND_DAYS: '0.00007',
  ONBOARDING_EXPIRE_DAYS: '0.00014',
  // No name server answers, so a domain is given up after four seconds.
  DNS_SERVERS: '127.0.0.1:9',
  DOMAIN_POLL_SECONDS: '1',
  DOMAIN_PATIENCE_DAYS: '0.00005',
  WEBHOOK_RETRY_SECONDS: '1,1,2,4',
  PAYOUT_MINIMUM_MINOR: '1',
  PAYOUT_POLL_SECONDS: '2',
  // Standing work is done when a story starts it.
  ...Object.fromEntries(
    ['REFUND_SWEEP_SECONDS', 'GUARD_EVERY_SECONDS', 'PAYOUT_EVERY_SECONDS', 'RECONCILE_EVERY_SECONDS']
      .concat('AUDIT_EVERY_SECONDS', 'RETRAIN_EVERY_SECONDS')
      .map((setting) => [setting, '0']),
  ),
};
const PASSWORD = 'a long enough password';
/** A visitor's token is good for longer than this, in ms. */
const SIGNED_IN_FOR_MS = 5 * 60_000;
const REST_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 500;
/** What the shop still does after its last workflow has ended is over by the second look. */
const LOOKS = 4;

export type Lab = Awaited<ReturnType<typeof openLab>>;

/** A fault before it is known what it is about. */
type OrderedFault = Omit<ArmedFault, 'subjects' | 'code'>;

interface PlayOptions {
  lane: number;
  seed: string;
  fault?: OrderedFault;
  /** A second one of the same story. */
  also?: OrderedFault;
  /** The story may end without the fault, and take every no. */
  mayMiss?: boolean;
  /** Gets what the story is about: ids of a checkout, a seller, a workflow. */
  subjects?: string[];
  /** Gets the steps that the story has say no. */
  refused?: string[];
}

/** The story did not come by the step that often this time. */
export class FaultMissed extends Error {}

/**
 * A shop whose worker is started again whenever it dies, with as many lanes as stories run at once. A lane is two
 * sellers with goods, so what an audit finds of one story is not another's.
 */
export async function openLab(
  name: string,
  options: {
    lanes: number;
    settings?: Record<string, string>;
    given?: Record<string, string>;
    /** Whether its events are consumed as well. */
    consumers?: boolean;
  },
) {
  const faultDir = join((options.given ?? testEnv()).CARAVAN_TEST_DIR ?? '', `${name}-faults-${newId()}`);
  mkdirSync(faultDir, { recursive: true });
  const world = await openWorld(name, {
    sellers: options.lanes * 2,
    stock: 100_000,
    settings: { ...SETTINGS, CARAVAN_FAULT_DIR: faultDir, ...options.settings },
    ...(options.given && { given: options.given }),
    ...(options.consumers && { consumers: true }),
  });
  const observer = await openObserver(world.config);
  const keeper = keepRunning(world.processes, options.consumers ? ['consumers'] : []);
  const lanes = pairs(world.market.stalls);
  const signedIn = new Map<string, { visitor: Promise<Visitor>; untilMs: number }>();
  const staffEmail = `${newId()}@staff.example`;
  await world.market.services.user.createDemoAccount({
    ...{ email: staffEmail, password: PASSWORD, name: 'Test Support', role: 'support' },
  });

  const signIn = (email: string): Promise<Visitor> => {
    const known = signedIn.get(email);
    if (known && known.untilMs > Date.now()) return known.visitor;
    const visitor = seen(
      'somebody to be signed in',
      () => world.shop.signIn({ email, password: PASSWORD }),
      () => true,
    );
    signedIn.set(email, { visitor, untilMs: Date.now() + SIGNED_IN_FOR_MS });
    visitor.catch(() => signedIn.delete(email));
    return visitor;
  };

  const arm = (fault: Partial<ArmedFault> & Pick<ArmedFault, 'step' | 'fault' | 'subjects'>): string => {
    const file = join(faultDir, newId());
    writeFileSync(`${file}.json`, JSON.stringify(fault));
    return file;
  };

  /** Waits until nothing of a story is under way any more. @throws Error naming what is */
  async function untilRest(subjects: readonly string[]): Promise<void> {
    const isAbout = ({ id }: { id: string }) => subjects.some((subject) => id.includes(subject));
    for (const endMs = Date.now() + REST_WITHIN_MS; ; await sleep(LOOK_EVERY_MS)) {
      const open = (await observer.openWorkflows()).filter(isAbout);
      if (open.length === 0) return;
      if (Date.now() > endMs)
        throw new Error(
          `Still open: ${open.map(({ id, problem }) => (problem ? `${id} (${problem})` : id)).join(', ')}.`,
        );
    }
  }

  /** What the auditor finds of these, once it finds the same in several looks. */
  async function findings(subjects: readonly string[]): Promise<string[]> {
    for (let look = 1; ; look += 1) {
      const { breaches, providerIds } = await observer.reading();
      const all = subjects.flatMap((subject) => [subject, ...(providerIds.get(subject) ?? [])]);
      const found = breaches
        .filter(({ id }) => all.some((subject) => id.includes(subject)))
        .map(({ invariant, id }) => `${id}: ${invariant}`);
      if (found.length === 0 || look === LOOKS) return found;
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** A stage for stories that go on in one lane; `met` tells whether the fault, if one is given, was met. */
  function stageOn(
    lane: number,
    {
      seed,
      log = createClientLog(),
      subjects = [],
      refused = [],
      fault,
      also,
    }: Omit<PlayOptions, 'lane' | 'mayMiss'> & { log?: ClientLog },
  ) {
    const stalls = lanes[lane] ?? [];
    const ordered = [fault, also].filter((one) => one !== undefined);
    let armed: string[] | undefined;
    const stage: Stage = {
      ...{ world, stalls, log, random: createRandom(seed), temporal: observer.client },
      staff: () => signIn(staffEmail),
      seller: (sellerId) => signIn(stalls.find((stall) => stall.sellerId === sellerId)?.email ?? ''),
      about(subject) {
        subjects.push(subject);
        // A payout is about a seller, and nobody else has this seller now.
        const about = [subject, ...stalls.map(({ sellerId }) => sellerId)];
        armed ??= ordered.map((one) => arm({ ...one, subjects: about }));
      },
      refuse(step, subject, code) {
        refused.push(step);
        arm({ step, subjects: [subject], fault: 'refuses', code });
      },
    };
    const met = () => ordered.length === (armed ?? []).filter((file) => existsSync(`${file}.fired`)).length;
    return { stage, subjects, met };
  }

  /** What is wrong with what these stories left. */
  async function wrongWith(subjects: readonly string[], stalls: readonly Stall[], log: ClientLog) {
    await untilRest(subjects);
    const goods = stalls.flatMap(({ sku, sellerId }) => [sku, sellerId]);
    const missing = await log.missing(world.market.services);
    return [
      ...(await findings([...subjects, ...goods])),
      ...missing.map((what) => `was acknowledged, but is not so: ${what}`),
    ];
  }

  return {
    world,
    observer,
    stageOn,
    wrongWith,
    lanes,

    /**
     * Plays a story to its end, with a fault if one is given, and looks at everything it left.
     * @throws Error with what is wrong; FaultMissed when nothing is, but the fault was not met
     */
    async play(story: Story, { lane, mayMiss = false, subjects = [], ...given }: PlayOptions): Promise<void> {
      const { stage, met } = stageOn(lane, { ...given, subjects });
      const short = await whereCutShort(() => story.tell(stage));
      const wrong = await wrongWith(subjects, stage.stalls, stage.log);
      // With a fault, or where chance decides, the shop may say no; other stories get to what they are for.
      if (!given.fault && !mayMiss)
        wrong.push(...unexpected(story, short).map((place) => `was cut short: ${place}`));
      if (wrong.length > 0) throw new Error(wrong.join('\n'));
      if (!mayMiss && !met()) throw new FaultMissed('the fault was never met');
    },

    /** Every call of a step so far. */
    trace(): TracedCall[] {
      const file = join(faultDir, TRACE_FILE);
      if (!existsSync(file)) return [];
      const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
      return lines.map((line) => tracedCallSchema.parse(JSON.parse(line)));
    },

    async stop() {
      await keeper.stop();
      await observer.close();
      await world.stop();
    },
  };
}

const unexpected = ({ refused = [] }: Story, places: readonly string[]): string[] =>
  places.filter((place) => !refused.some((what) => place.startsWith(`${what}: `)));

/** Starts whatever has died again at once; not supervised by the launcher, which waits longer each time. */
function keepRunning(processes: Processes, more: readonly PartName[]): { stop(): Promise<void> } {
  let open = true;
  const watch = async (part: PartName) => {
    for (; open; await sleep(100)) {
      if (processes.pids[part] === undefined) await processes.restart(part).catch(() => undefined);
    }
  };
  const watching = Promise.all([...(['worker', 'api', 'relay'] as const), ...more].map(watch));
  return {
    async stop() {
      open = false;
      await watching;
    },
  };
}

function pairs(stalls: readonly Stall[]): Stall[][] {
  return stalls.flatMap((_stall, index) => (index % 2 === 0 ? [stalls.slice(index, index + 2)] : []));
}
