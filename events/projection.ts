import type { CaravanEvent, Topic } from './contract';

/** What is made of the events by reading them in order: rows, an index, a model's counts, mails that were sent. */
export interface Projection {
  /** Part of the group id; a plain noun. */
  name: string;
  topics: readonly Topic[];
  /** Whether it can be built anew from the first event. What acts outside (mails, webhooks) cannot; a new group of it begins now. */
  rebuilds: boolean;
  /** Begins or goes on with a generation; 1 is the first. */
  open(generation: number): Promise<ProjectionRun>;
  /** Removes what a generation left. */
  drop(generation: number): Promise<void>;
}

/** A generation that is open. Its calls come one at a time. */
export interface ProjectionRun {
  /**
   * Applies events of one partition, in order. They may come again: what was applied is recognised by subject and
   * version, in the same write as the effect. Rejecting means all of them again later; PoisonEvent(eventId, reason) sets
   * one aside.
   */
  apply(events: readonly CaravanEvent[]): Promise<void>;
  close(): Promise<void>;
}

/** One event of a batch cannot be applied, however often it comes: it is set aside, and the others come again. */
export class PoisonEvent extends Error {
  constructor(
    readonly eventId: string,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/**
 * What the effect needs (a store, a provider) is away. The partition waits for it however long that takes; any other
 * error is repeated a few times, and then its event is set aside.
 */
export class AwayError extends Error {}
