import type { Reply, Seen } from '../../payment/providers/recorder.fixture';

type Form = Record<string, string>;
interface Transfer {
  id: string;
  amount: number;
  amount_reversed: number;
  currency: string;
  created: number;
  destination: string;
  transfer_group: string | undefined;
  reversed: boolean;
  metadata: Record<string, string>;
}
interface Payout {
  id: string;
  account: string;
  amount: number;
  currency: string;
  created: number;
  status: string;
  failure_code: string | null;
  metadata: Record<string, string>;
}

/**
 * What Stripe would remember of connected accounts, transfers and payouts, as its documentation says: a bank token
 * tells how the account is and what becomes of money sent to it. See the desk of payments.
 */
export function openConnectDesk() {
  const accounts = new Map<string, { bank: string; seller: string }>();
  const transfers: Transfer[] = [];
  const payouts: Payout[] = [];
  const answers = new Map<string, { asked: string; reply: Reply }>();
  const listed = (data: readonly unknown[], hasMore = false) =>
    ok({ object: 'list', data, has_more: hasMore });

  function saveAccount(id: string | undefined, form: Form): Reply {
    const bank = form.external_account ?? '';
    if (!(bank in BANKS)) return refusal(400, 'resource_missing', 'external_account');
    const account = id ?? `acct_${accounts.size + 1}`;
    const seller = accounts.get(account)?.seller ?? form['metadata[caravan_seller]'] ?? '';
    accounts.set(account, { bank, seller });
    return ok(shown(account));
  }

  function shown(id: string) {
    const { bank, seller } = accounts.get(id) ?? { bank: 'ba_ok', seller: '' };
    const isVerified = bank !== 'ba_unverified';
    return {
      id,
      payouts_enabled: isVerified,
      capabilities: { transfers: isVerified ? 'active' : 'inactive' },
      requirements: { disabled_reason: isVerified ? null : 'requirements.past_due', currently_due: [] },
      external_accounts: { data: [{ last4: BANKS[bank] }] },
      metadata: { caravan_seller: seller },
    };
  }

  function transfer(form: Form): Reply {
    const destination = form.destination ?? '';
    const account = accounts.get(destination);
    if (!account) return refusal(400, 'resource_missing', 'destination');
    if (account.bank === 'ba_unverified') return refusal(400, 'insufficient_capabilities_for_transfer');
    const made = {
      id: `tr_${transfers.length + 1}`,
      amount: Number(form.amount),
      amount_reversed: 0,
      currency: form.currency ?? '',
      created: 1_700_000_000 + transfers.length,
      destination,
      transfer_group: form.transfer_group,
      reversed: false,
      metadata: notesOf(form),
    };
    transfers.push(made);
    return ok(made);
  }

  function payout(form: Form, account: string): Reply {
    const bank = accounts.get(account)?.bank;
    if (bank === 'ba_refused') return refusal(400, 'balance_insufficient');
    const made = {
      id: `po_${payouts.length + 1}`,
      account,
      amount: Number(form.amount),
      currency: form.currency ?? '',
      created: 1_700_000_000 + transfers.length,
      status: 'pending',
      failure_code: null,
      metadata: notesOf(form),
    };
    payouts.push(made);
    return ok(made);
  }

  function reverse(id: string): Reply {
    const found = transfers.find((one) => one.id === id);
    if (!found || found.reversed) return refusal(400, 'transfer_already_reversed');
    Object.assign(found, { reversed: true, amount_reversed: found.amount });
    return ok({ id: `trr_${id}`, transfer: id, amount: found.amount });
  }

  function read({ path, query, headers }: Seen): Reply {
    const [, , kind, id = ''] = path.split('/');
    if (kind === 'payouts') {
      const account = headers['stripe-account'];
      return listed(payouts.filter((one) => one.account === account).reverse());
    }
    if (kind === 'accounts') return accounts.has(id) ? ok(shown(id)) : refusal(404, 'resource_missing');
    if (id !== '') {
      const found = transfers.find((one) => one.id === id);
      return found ? ok(found) : refusal(404, 'resource_missing');
    }
    const group = query.get('transfer_group');
    const newest = [...transfers].reverse().filter((one) => group === null || one.transfer_group === group);
    const limit = Number(query.get('limit') ?? 10);
    const before = query.get('ending_before');
    const after = query.get('starting_after');
    const until = Number(query.get('created[lte]') ?? Infinity);
    const from = after ? newest.findIndex((one) => one.id === after) + 1 : 0;
    const wanted = newest.slice(from).filter(({ created }) => created <= until);
    if (!before) return listed(wanted.slice(0, limit), wanted.length > limit);
    const newer = wanted.slice(
      0,
      Math.max(
        0,
        newest.findIndex((one) => one.id === before),
      ),
    );
    return listed(newer.slice(-limit), newer.length > limit);
  }

  function write({ path, body, headers }: Seen): Reply {
    const form = Object.fromEntries(new URLSearchParams(body));
    const [, , kind, id, verb] = path.split('/');
    if (kind === 'accounts') return saveAccount(id, form);
    if (kind === 'payouts') return payout(form, String(headers['stripe-account']));
    return verb === 'reversals' ? reverse(id ?? '') : transfer(form);
  }

  return {
    transfers,
    payouts,
    /** What the banks say in the end of all that is under way. */
    settle(): void {
      for (const one of payouts.filter(({ status }) => status === 'pending')) {
        const isReturned = accounts.get(one.account)?.bank === 'ba_returns';
        Object.assign(
          one,
          isReturned ? { status: 'failed', failure_code: 'account_closed' } : { status: 'paid' },
        );
      }
    },
    decide(seen: Seen): Reply {
      if (seen.method === 'GET') return copied(read(seen));
      const known = answers.get(seen.key ?? '');
      const asked = `${seen.path} ${seen.body}`;
      if (known) return known.asked === asked ? known.reply : { status: 400, body: KEY_REUSED };
      const reply = copied(write(seen));
      if (seen.key) answers.set(seen.key, { asked, reply });
      return reply;
    },
  };
}
export type ConnectDesk = ReturnType<typeof openConnectDesk>;

const KEY_REUSED = { error: { type: 'idempotency_error', message: 'Keys are for one request each.' } };
/** The same names as the simulator's, each with the last four letters of its account. */
const BANKS: Record<string, string> = {
  ba_ok: '6789',
  ba_unverified: '0002',
  ba_returns: '0003',
  ba_refused: '0004',
};

function notesOf(form: Form): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => {
      const [, note] = /^metadata\[(.+)\]$/.exec(name) ?? [];
      return note === undefined ? [] : [[note, value]];
    }),
  );
}

const ok = (body: unknown): Reply => ({ status: 200, body });
const copied = (reply: Reply) => JSON.parse(JSON.stringify(reply)) as Reply;

function refusal(status: number, code: string, param?: string): Reply {
  return { status, body: { error: { type: 'invalid_request_error', code, param, message: 'Refused.' } } };
}
