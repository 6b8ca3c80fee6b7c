import { z } from 'zod';

const text = z.string().max(4096);

/** What is read of a message of the HTTP v1 API; the rest is taken along as it came. */
export const sendRequestSchema = z.object({
  validate_only: z.boolean().optional(),
  message: z.looseObject({
    token: text.min(1),
    data: z.record(z.string(), text).optional(),
    webpush: z
      .looseObject({
        headers: z.record(z.string(), text).optional(),
        notification: z.looseObject({ title: text.optional(), body: text.optional() }).optional(),
      })
      .optional(),
  }),
});
export type PushMessage = z.infer<typeof sendRequestSchema>['message'];

export const faultSchema = z.strictObject({
  /** `unregistered`: the device is gone; `quota`: 429; `unavailable`: 503; `unauthenticated`: 401; `silent`: no answer. */
  kind: z.enum(['unregistered', 'quota', 'unavailable', 'unauthenticated', 'silent']),
  /** One device only; all where none is named. */
  token: text.optional(),
  /** How often, before all is well again. */
  times: z.number().int().positive().max(1_000_000).default(1),
  retryAfterSeconds: z.number().int().positive().optional(),
});
export type Fault = z.infer<typeof faultSchema>;

export interface Sent {
  name: string;
  at: string;
  message: PushMessage;
}

/** As many messages as a trial looks back on. */
const KEPT = 2000;

/** What was pushed, and what is to go wrong. Kept in memory: a stand-in that is started anew has seen nothing. */
export function createPushState(nowMs: () => number) {
  const sent: Sent[] = [];
  let faults: Fault[] = [];
  let count = 0;

  return {
    /** Takes a message, or says what goes wrong with it. */
    take(project: string, message: PushMessage): Sent | Fault {
      const fault = faults.find(({ token }) => token === undefined || token === message.token);
      if (fault) {
        fault.times -= 1;
        faults = faults.filter(({ times }) => times > 0);
        return fault;
      }
      count += 1;
      const taken = { name: `projects/${project}/messages/${count}`, at: iso(), message };
      sent.push(taken);
      if (sent.length > KEPT) sent.shift();
      return taken;
    },
    /** What arrived, newest first. */
    sent: (token: string | null, limit: number) =>
      sent
        .filter(({ message }) => token === null || message.token === token)
        .slice(-limit)
        .reverse(),
    fail(fault: Fault): void {
      faults.push({ ...fault });
    },
  };

  function iso(): string {
    return new Date(nowMs()).toISOString();
  }
}
