import type { Message } from './types';

/** Messages in their order, each once, whichever way they came. */
export function merged(known: readonly Message[], more: readonly Message[]): Message[] {
  const bySequence = new Map([...known, ...more].map((message) => [message.sequence, message]));
  return [...bySequence.values()].sort((a, b) => a.sequence - b.sequence);
}

/** Whether a message is the first of its day, in the reader's own time. */
export function beginsDay(message: Pick<Message, 'at'>, before: Pick<Message, 'at'> | undefined): boolean {
  return before === undefined || dayOf(message.at) !== dayOf(before.at);
}

const dayOf = (at: string) => new Date(at).toDateString();
