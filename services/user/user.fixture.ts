import { randomUUID } from 'node:crypto';
import { testConfig } from '../../test/servers';
import type { Mailer } from '../notification/mailer';
import { connectDatabases } from '../platform/mongo';
import { userModels } from './user.model';
import { createUserService } from './user.service';

/** A mail as it would have been sent. */
export interface SentMail {
  kind: 'code' | 'courier' | 'reset' | 'account-exists' | 'no-account' | 'notice';
  to: string;
  code?: string;
}

export type UserHarness = Awaited<ReturnType<typeof startUserService>>;

/** The user service on a real database, with a clock that the test moves and a mail server that keeps the mails. */
export async function startUserService() {
  const databases = await connectDatabases(testConfig());
  const connection = databases.of('user');
  const models = userModels(connection);
  const time = { nowMs: Date.now() };
  const mails: SentMail[] = [];
  const keep = (mail: SentMail) => {
    mails.push(mail);
    return Promise.resolve();
  };
  const mailer: Mailer = {
    sendOneTimeCode: ({ to, code }) => keep({ kind: 'code', to, code }),
    sendSellingCode: ({ to, code }) => keep({ kind: 'code', to, code }),
    sendCourierInvitation: ({ to, code }) => keep({ kind: 'courier', to, code }),
    sendPasswordReset: ({ to, code }) => keep({ kind: 'reset', to, code }),
    sendAccountExists: ({ to }) => keep({ kind: 'account-exists', to }),
    sendNoAccount: ({ to }) => keep({ kind: 'no-account', to }),
    sendNotice: ({ to }) => keep({ kind: 'notice', to }),
    sendComposed: ({ to }) => keep({ kind: 'notice', to }),
    close: () => undefined,
  };
  const users = createUserService({
    connection,
    clock: { nowMs: () => time.nowMs },
    mailer,
    config: { authSecret: 'a secret of the tests that is long enough' },
  });
  const mailsTo = (email: string) => mails.filter(({ to }) => to === email);

  return {
    users,
    models,
    mailsTo,
    newEmail: () => `${randomUUID()}@example.com`,
    /** The code in the newest mail to an address. */
    codeFor(email: string): string {
      const code = mailsTo(email).at(-1)?.code;
      if (code === undefined) throw new Error('no code was mailed to this address');
      return code;
    },
    /** An account that can sign in. */
    async account(password = 'a long enough password') {
      const email = `${randomUUID()}@example.com`;
      const user = await users.createDemoAccount({ email, password, name: 'Amina', role: 'buyer' });
      return { id: user.id, email, password };
    },
    pass: (ms: number) => {
      time.nowMs += ms;
    },
    close: () => databases.close(),
  };
}

/** How a promise of many ended: the code of the refusal, or `ok`. */
export async function outcomesOf(promises: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(promises);
  return settled.map((result) => {
    if (result.status === 'fulfilled') return 'ok';
    const reason: unknown = result.reason;
    return reason instanceof Error && 'code' in reason ? String(reason.code) : String(reason);
  });
}

/** How many of each outcome. */
export function tally(outcomes: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
