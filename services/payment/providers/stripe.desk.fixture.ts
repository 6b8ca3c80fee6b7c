import type { Reply, Seen } from './recorder.fixture';

/**
 * What Stripe would remember. stripe-mock judges whether a request is well formed and forgets it; this keeps the
 * state that Stripe's documentation promises: payment intents with multicapture, refunds, disputes, keys. Its objects
 * have the fields that the adapters read. It is our reading of the documentation, not Stripe: what only the real one
 * can show is listed in docs/decisions/0012-stripe.md.
 */
export type Thing = Record<string, unknown> & { id: string };
type Form = Record<string, string>;

interface Intent extends Thing {
  status: string;
  amount: number;
  amount_received: number;
  amount_capturable: number;
  currency: string;
  created: number;
  metadata: Record<string, string>;
  transfer_group: string | undefined;
  latest_charge: Thing | null;
}

export interface StripeDesk {
  decide(seen: Seen): Reply | undefined;
  intents: Map<string, Intent>;
  refunds: (Thing & { payment_intent: string; amount: number; status: string })[];
  disputes: Thing[];
  /** Whether the search knows of what was made; at Stripe that takes up to a minute. */
  search: { isBehind: boolean };
}

const FIRST_S = 1_700_000_000;

export function openStripeDesk(): StripeDesk {
  const intents: StripeDesk['intents'] = new Map();
  const refunds: StripeDesk['refunds'] = [];
  const disputes: StripeDesk['disputes'] = [];
  const search = { isBehind: false };
  const answers = new Map<string, { asked: string; reply: Reply }>();
  let count = 0;

  const listed = (data: readonly unknown[], hasMore = false) =>
    ok({ object: 'list', data, has_more: hasMore });

  function create(form: Form): Reply {
    const card = CARDS[form.payment_method ?? ''];
    if (!card) return refusal(400, 'resource_missing', 'payment_method');
    count += 1;
    const amount = Number(form.amount);
    const created = FIRST_S + count;
    const isCharged = card.outcome !== 'requires_action';
    const intent: Intent = {
      id: `pi_${count}`,
      object: 'payment_intent',
      status: card.outcome,
      amount,
      amount_received: 0,
      amount_capturable: card.outcome === 'requires_capture' ? amount : 0,
      currency: form.currency ?? '',
      created,
      metadata: notesOf(form),
      transfer_group: form.transfer_group,
      cancellation_reason: null,
      last_payment_error: card.error ?? null,
      next_action: isCharged
        ? null
        : { type: 'redirect_to_url', redirect_to_url: { url: `https://hooks.stripe.com/3ds/${count}` } },
      latest_charge: isCharged ? chargeOf(count, created, card) : null,
    };
    intents.set(intent.id, intent);
    return card.error
      ? { status: 402, body: { error: { ...card.error, payment_intent: intent } } }
      : ok(intent);
  }

  function capture(intent: Intent, form: Form): Reply {
    const amount =
      form.amount_to_capture === undefined ? intent.amount_capturable : Number(form.amount_to_capture);
    const isFinal = form.final_capture !== 'false';
    if (intent.status !== 'requires_capture') return refusal(400, 'payment_intent_unexpected_state');
    if (amount > intent.amount_capturable) return refusal(400, 'amount_too_large', 'amount_to_capture');
    if (!isFinal && amount === intent.amount_capturable) return refusal(400, undefined, 'final_capture');
    intent.amount_received += amount;
    intent.amount_capturable = isFinal ? 0 : intent.amount_capturable - amount;
    if (isFinal) intent.status = 'succeeded';
    Object.assign(intent.metadata, notesOf(form));
    return ok(intent);
  }

  function cancel(intent: Intent): Reply {
    if (intent.status === 'succeeded' || intent.amount_received > 0)
      return refusal(400, 'payment_intent_unexpected_state');
    Object.assign(intent, {
      status: 'canceled',
      amount_capturable: 0,
      cancellation_reason: 'requested_by_customer',
    });
    return ok(intent);
  }

  function refund(form: Form): Reply {
    const intent = intents.get(form.payment_intent ?? '');
    if (!intent) return refusal(404, 'resource_missing', 'payment_intent');
    const amount = Number(form.amount);
    const given = refunds.filter((one) => one.payment_intent === intent.id && one.status !== 'failed');
    if (given.reduce((sum, one) => sum + one.amount, amount) > intent.amount_received)
      return refusal(400, undefined, 'amount', 'Refund amount is greater than unrefunded amount on charge');
    const made = {
      id: `re_${refunds.length + 1}`,
      payment_intent: intent.id,
      amount,
      currency: intent.currency,
      status: 'succeeded',
      created: intent.created + 60,
      metadata: notesOf(form),
    };
    refunds.push(made);
    const ofIntent = refunds.filter((one) => one.payment_intent === intent.id).reverse();
    Object.assign(intent.latest_charge ?? {}, {
      refunds: { object: 'list', data: ofIntent.slice(0, 10), has_more: ofIntent.length > 10 },
    });
    return ok(made);
  }

  function page(query: URLSearchParams): Reply {
    const newest = [...intents.values()].reverse();
    const limit = Number(query.get('limit') ?? 10);
    const until = Number(query.get('created[lte]') ?? Infinity);
    const before = query.get('ending_before');
    const after = query.get('starting_after');
    const from = after ? newest.findIndex(({ id }) => id === after) + 1 : 0;
    const wanted = newest.slice(from).filter(({ created }) => created <= until);
    if (!before) return listed(wanted.slice(0, limit), wanted.length > limit);
    const newer = wanted.slice(
      0,
      Math.max(
        0,
        newest.findIndex(({ id }) => id === before),
      ),
    );
    return listed(newer.slice(-limit), newer.length > limit);
  }

  function read({ path, query }: Seen): Reply | undefined {
    const about = query.get('payment_intent');
    switch (path) {
      case '/v1/payment_intents':
        return page(query);
      case '/v1/payment_intents/search':
        return listed(search.isBehind ? [] : [...intents.values()].filter((one) => isFound(one, query)));
      case '/v1/charges':
        return listed(
          [...intents.values()]
            .filter((one) => one.latest_charge && one.transfer_group === query.get('transfer_group'))
            .map((one) => ({ ...one.latest_charge, payment_intent: one.id })),
        );
      case '/v1/refunds':
        return listed(refunds.filter((one) => one.payment_intent === about).reverse());
      case '/v1/disputes':
        return listed(disputes.filter((one) => one.payment_intent === about));
    }
    const [, , kind, id = ''] = path.split('/');
    const found = kind === 'disputes' ? disputes.find((one) => one.id === id) : intents.get(id);
    return found ? ok(found) : refusal(404, 'resource_missing', 'id');
  }

  function write({ path, body }: Seen): Reply | undefined {
    const form = Object.fromEntries(new URLSearchParams(body));
    const [, , kind, id = '', verb] = path.split('/');
    if (path === '/v1/refunds') return refund(form);
    if (path === '/v1/payment_intents') return create(form);
    if (kind === 'disputes')
      return answerDispute(
        disputes.find((one) => one.id === id),
        verb,
      );
    const intent = intents.get(id);
    if (!intent) return refusal(404, 'resource_missing', 'intent');
    return verb === 'cancel' ? cancel(intent) : capture(intent, form);
  }

  return {
    intents,
    refunds,
    disputes,
    search,
    decide(seen) {
      if (seen.method === 'GET') return copied(read(seen));
      const known = answers.get(seen.key ?? '');
      const asked = `${seen.path} ${seen.body}`;
      if (known) return known.asked === asked ? known.reply : { status: 400, body: KEY_REUSED };
      const reply = copied(write(seen));
      if (reply && seen.key) answers.set(seen.key, { asked, reply });
      return reply;
    },
  };
}

const KEY_REUSED = { error: { type: 'idempotency_error', message: 'Keys are for one request each.' } };

const declined = (code: string, decline_code: string) => ({
  outcome: 'requires_payment_method',
  parts: 'unavailable',
  error: { type: 'card_error', code, decline_code, message: 'Declined.' },
});
/** Stripe's names of test cards (https://docs.stripe.com/testing). */
const CARDS: Record<string, { outcome: string; parts: string; error?: Record<string, unknown> }> = {
  pm_card_visa: { outcome: 'requires_capture', parts: 'available' },
  pm_card_credit_disableEnterpriseCardFeatures: { outcome: 'requires_capture', parts: 'unavailable' },
  pm_card_authenticationRequired: { outcome: 'requires_action', parts: 'available' },
  pm_card_visa_chargeDeclined: declined('card_declined', 'generic_decline'),
  pm_card_visa_chargeDeclinedInsufficientFunds: declined('card_declined', 'insufficient_funds'),
};

const chargeOf = (count: number, created: number, card: { parts: string; error?: unknown }): Thing => ({
  id: `ch_${count}`,
  object: 'charge',
  created,
  paid: card.error === undefined,
  disputed: false,
  refunds: { object: 'list', data: [], has_more: false },
  payment_method_details: {
    type: 'card',
    card: {
      brand: 'visa',
      last4: '4242',
      capture_before: created + 604_800,
      multicapture: { status: card.parts },
    },
  },
});

function answerDispute(dispute: Thing | undefined, verb: string | undefined): Reply {
  if (!dispute) return refusal(404, 'resource_missing', 'dispute');
  if (dispute.status === 'won' || dispute.status === 'lost') return refusal(400, 'dispute_closed');
  return ok(Object.assign(dispute, { status: verb === 'close' ? 'lost' : 'under_review' }));
}

/** Of a form's `metadata[name]` fields. */
function notesOf(form: Form): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => {
      const [, note] = /^metadata\[(.+)\]$/.exec(name) ?? [];
      return note === undefined ? [] : [[note, value]];
    }),
  );
}

const isFound = (intent: Intent, query: URLSearchParams) =>
  Object.entries(intent.metadata).some(
    ([name, value]) => query.get('query') === `metadata['${name}']:'${value}'`,
  );

const ok = (body: unknown): Reply => ({ status: 200, body });
const copied = (reply: Reply | undefined) => reply && (JSON.parse(JSON.stringify(reply)) as Reply);

function refusal(status: number, code: string | undefined, param?: string, message = 'Refused.'): Reply {
  return { status, body: { error: { type: 'invalid_request_error', code, param, message } } };
}
