import type { Model } from 'mongoose';
import type { Clock } from '../platform/clock';
import { newId } from '../platform/ids';
import type { Logger } from '../platform/logger';
import { type Channel, ChannelBusy, ChannelRefused } from './channel';
import type { NoticeDocument, TurnDocument } from './notification.model';
import { createGroupTurns } from './notification.turns';
import type { ChannelName, Preferences } from './notification.schema';
import { GIVE_UP_MS, pauseAfter } from './notification.state';
import { messageOf } from './notification.wording';

/** Longer than a channel takes, however slow; after it the notice is taken for not sent, and comes again. */
const LEASE_MS = 120_000;
const AT_ONCE = 4;
const LOOK_EVERY_MS = 500;
/** How many due notices are looked for at a time. */
const LOOK_AHEAD = 50;
/** Most notices that go out as one. */
const MOST_TOGETHER = 50;

type Together = readonly [NoticeDocument, ...NoticeDocument[]];

export interface NoticeSender {
  /** Finishes what is being sent. */
  stop(): Promise<void>;
}

export interface NoticeSenderDeps {
  outgoing: {
    notices: Model<NoticeDocument>;
    turns: Model<TurnDocument>;
    preferences(key: string): Promise<Preferences>;
    onPlanned(listener: () => void): () => void;
  };
  channels: readonly Channel[];
  /** Whether it is news still: a message that was read meanwhile is not. */
  isNews(notice: NoticeDocument): Promise<boolean>;
  /** What came of each try; for metrics. */
  onTried?: (channel: ChannelName, outcome: Tried) => void;
  clock: Clock;
  logger: Logger;
}

/** `later`: it comes again. */
export type Tried = 'sent' | 'skipped' | 'failed' | 'later';

/**
 * Sends what is planned, in the background. Several may run: who takes a notice has it for a while. A channel that is
 * away delays it, with growing pauses for days; only what a channel refuses for good, or what is too old, is given up.
 */
export function startNoticeSender(deps: NoticeSenderDeps): NoticeSender {
  const { logger, clock } = deps;
  const collection = deps.outgoing.notices.collection;
  const channels = new Map<ChannelName, Channel>(deps.channels.map((channel) => [channel.name, channel]));
  const turns = createGroupTurns({ turns: deps.outgoing.turns, clock, forMs: LEASE_MS });
  let isStopping = false;
  /** Lanes that found nothing to do. One is woken, and wakes the next when it has found something. */
  const resting: (() => void)[] = [];
  const wakeOne = () => resting.pop()?.();
  let wasPlanned = false;
  const unsubscribe = deps.outgoing.onPlanned(() => {
    wasPlanned = true;
    wakeOne();
  });

  /** Ids of notices that were due at the last look, longest due first; others may have taken them since. */
  let due: NoticeDocument['_id'][] = [];
  let look: Promise<void> | null = null;
  const isDue = () => ({ nextAt: { $lte: clock.nowMs() }, state: 'planned', follows: null });

  /** One look for many: what it costs grows with how many are due (with SecantusDB 5 ms a thousand). */
  async function seeWhatIsDue(): Promise<void> {
    const options = { projection: { _id: 1 }, sort: { nextAt: 1 }, limit: LOOK_AHEAD } as const;
    due = (await collection.find(isDue() as never, options).toArray()).map(({ _id }) => String(_id));
  }

  /** The longest due notice that nobody has taken, of those seen at the last look. */
  async function take(): Promise<NoticeDocument | null> {
    for (;;) {
      if (due.length === 0) {
        look ??= seeWhatIsDue().finally(() => (look = null));
        await look;
      }
      const _id = due.shift();
      if (_id === undefined) return null;
      const nowMs = clock.nowMs();
      const taken = await collection.findOneAndUpdate(
        { _id, ...isDue() } as never,
        { $set: { nextAt: nowMs + LEASE_MS, lease: newId(nowMs) }, $inc: { tries: 1 } } as never,
        { returnDocument: 'after' },
      );
      if (taken) return taken as unknown as NoticeDocument;
    }
  }

  /** With those of the same group that wait; tried again it is the same ones, and what came since. */
  async function withFollowers(leader: NoticeDocument): Promise<Together> {
    const { _id, recipient, channel, group } = leader;
    const waiting = { recipient, channel, group, state: 'planned', _id: { $ne: _id } };
    const free = collection.find({ ...waiting, follows: null } as never, { projection: { _id: 1 } });
    const ids = (await free.limit(MOST_TOGETHER).toArray()).map(({ _id: id }) => id);
    // Also those that another lane has in hand: it waits for its turn, and finds that they are gone.
    const follow = { $set: { follows: _id }, $unset: { lease: '' } };
    if (ids.length > 0)
      await collection.updateMany(
        { _id: { $in: ids }, state: 'planned', follows: null } as never,
        follow as never,
      );
    const followers = await collection.find({ ...waiting, follows: _id } as never).toArray();
    return [leader, ...(followers as unknown as NoticeDocument[])];
  }

  /** What became of it; nothing when somebody else has it by now. */
  async function settle(
    [leader, ...followers]: Together,
    as: { state: 'sent' | 'skipped' | 'failed'; reason: string | null },
  ): Promise<void> {
    deps.onTried?.(leader.channel, as.state);
    const change = {
      $set: { ...as, sentAt: new Date(clock.nowMs()).toISOString() },
      $unset: { nextAt: '', lease: '' },
    };
    // Followers first: a crash in between leaves them to go out with a leader that is recognised as a repetition.
    if (followers.length > 0)
      await collection.updateMany(
        { _id: { $in: followers.map(({ _id }) => _id) } } as never,
        change as never,
      );
    await collection.updateOne({ _id: leader._id, lease: leader.lease } as never, change as never);
  }

  /** Somebody else sends for this group; it may go with them, or is next. */
  async function putBack({ _id, lease }: NoticeDocument): Promise<void> {
    await collection.updateOne(
      { _id, lease, follows: null } as never,
      {
        $set: { nextAt: clock.nowMs() + LOOK_EVERY_MS },
        $unset: { lease: '' },
        $inc: { tries: -1 },
      } as never,
    );
  }

  async function again({ _id, lease, tries, channel }: NoticeDocument, error: unknown): Promise<void> {
    deps.onTried?.(channel, 'later');
    const pauseMs = error instanceof ChannelBusy ? error.retryAfterMs : pauseAfter(tries);
    await collection.updateOne(
      { _id, lease } as never,
      {
        $set: { nextAt: clock.nowMs() + pauseMs, reason: 'The last try failed.' },
        $unset: { lease: '' },
      } as never,
    );
  }

  async function send(taken: NoticeDocument): Promise<void> {
    if (taken.group === undefined) return deliver([taken]);
    const turn = `${taken.recipient} ${taken.channel} ${taken.group}`;
    if (!(await turns.take(turn))) return putBack(taken);
    try {
      const still = await collection.findOne({ _id: taken._id, lease: taken.lease, follows: null } as never);
      if (still) await deliver(await withFollowers(taken));
    } finally {
      await turns.giveBack(turn);
    }
  }

  async function deliver(together: Together): Promise<void> {
    const [leader] = together;
    const { _id: id, channel: name, kind, tries, recipient } = leader;
    if (!(await deps.isNews(leader))) {
      await collection.updateMany({ follows: id } as never, { $unset: { follows: '' } } as never);
      return settle([leader], { state: 'skipped', reason: 'It was read before.' });
    }
    const channel = channels.get(name);
    if (!channel) return settle(together, { state: 'skipped', reason: 'There is no such channel.' });
    const message = messageOf(await deps.outgoing.preferences(recipient), together);
    try {
      const answer = await channel.send(message);
      const reason = answer.outcome === 'skipped' ? answer.reason : null;
      await settle(together, { state: answer.outcome, reason });
    } catch (error) {
      const about = { id, kind, channel: name, tries };
      if (error instanceof ChannelRefused) {
        logger.warn({ ...about, reason: error.message }, 'A notice was refused for good');
        await settle(together, { state: 'failed', reason: error.message });
      } else if (clock.nowMs() - leader.dueAt > GIVE_UP_MS) {
        logger.error({ ...about, err: error }, 'A notice was given up after days');
        await settle(together, { state: 'failed', reason: 'The channel was away for days.' });
      } else {
        logger.warn({ ...about, err: error }, 'A notice could not be sent and waits');
        await again(leader, error);
      }
    }
  }

  /** @returns false when nothing was due */
  async function sendNext(): Promise<boolean> {
    const leader = await take();
    if (!leader) return false;
    wakeOne();
    await send(leader).catch((error: unknown) =>
      logger.error({ err: error, id: leader._id }, 'A notice met an unexpected error; it comes again'),
    );
    return true;
  }

  async function lane(): Promise<void> {
    while (!isStopping) {
      wasPlanned = false;
      const wasDue = await sendNext().catch((error: unknown) => {
        logger.warn({ err: error }, 'Notices could not be read; they wait');
        return false;
      });
      if (!wasDue && !wasPlanned && !isStopping) await new Promise<void>((resolve) => resting.push(resolve));
    }
  }

  const lanes = Array.from({ length: AT_ONCE }, lane);
  const looking = setInterval(wakeOne, LOOK_EVERY_MS);
  return {
    async stop() {
      isStopping = true;
      unsubscribe();
      clearInterval(looking);
      for (const wake of resting.splice(0)) wake();
      await Promise.all(lanes);
    },
  };
}
