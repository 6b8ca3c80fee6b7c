import type Stripe from 'stripe';
import type { Clock } from '../../platform/clock';
import { DomainError, NotFoundError } from '../../platform/errors';
import { pageForward, STRIPE_PAGE, type StripeList } from '../../platform/stripe-paging';
import type { ProviderPayment } from '../provider.port';
import { chargeOf, NOTE, paymentIdOf, paymentOf } from './stripe.payment';

/** What every answer about an intent has to carry for us to understand it. */
export const EXPANDED = ['latest_charge.refunds'];

type Ask = <T>(request: () => Promise<T>) => Promise<T>;

/** What is read of Stripe's payment intents; those that the shop did not make are passed over. */
export function createIntentReader(stripe: Stripe, ask: Ask, clock: Clock) {
  async function intent(id: string): Promise<Stripe.PaymentIntent> {
    const found = await ask(() => stripe.paymentIntents.retrieve(id, { expand: EXPANDED }));
    if (paymentIdOf(found) === undefined) throw new NotFoundError('payment at the provider');
    return found;
  }

  /** An intent in our shape, with its refunds and disputes where its charge has any. */
  async function show(found: Stripe.PaymentIntent): Promise<ProviderPayment> {
    const charge = chargeOf(found);
    // The charge brings the newest ten along.
    const known = charge?.refunds;
    const [refunds, disputes] = await Promise.all([
      known?.has_more ? refundsOf(found.id) : (known?.data ?? []),
      charge?.disputed ? disputesOf(found.id) : [],
    ]);
    return paymentOf(found, refunds, disputes);
  }

  const disputesOf = (id: string) =>
    all(() => stripe.disputes.list({ payment_intent: id, limit: STRIPE_PAGE }));

  const refundsOf = (id: string) =>
    all(() => stripe.refunds.list({ payment_intent: id, limit: STRIPE_PAGE }));

  const all = <T>(list: () => Stripe.ApiListPromise<T>) =>
    ask(() => list().autoPagingToArray({ limit: 10_000 }));

  /** Behind by up to a minute, and not there for every account: good only for what holds no money. */
  async function searched(paymentId: string): Promise<Stripe.PaymentIntent[]> {
    const query = `metadata['${NOTE.payment}']:'${quoted(paymentId)}'`;
    try {
      return (await ask(() => stripe.paymentIntents.search({ query, limit: STRIPE_PAGE }))).data;
    } catch (error) {
      if (error instanceof DomainError) return [];
      throw error;
    }
  }

  /**
   * Money is reserved by a charge, and charges are listed by their group the moment they are made. What only waits for
   * the buyer has no charge yet and is found by the search.
   */
  async function byReference(paymentId: string): Promise<ProviderPayment[]> {
    const [charged, waiting] = await Promise.all([
      all(() => stripe.charges.list({ transfer_group: paymentId, limit: STRIPE_PAGE })),
      searched(paymentId),
    ]);
    const ids = new Set([
      ...charged.flatMap(({ payment_intent }) => idOf(payment_intent) ?? []),
      ...waiting.map(({ id }) => id),
    ]);
    // The search may be behind, so what is told of each comes from the intent itself.
    const found = await Promise.all([...ids].map((id) => intent(id)));
    const ours = found.filter((one) => paymentIdOf(one) === paymentId);
    return Promise.all(ours.sort((a, b) => a.created - b.created).map(show));
  }

  async function page(request: { cursor?: string; limit: number }) {
    const list: StripeList<Stripe.PaymentIntent> = (asked) =>
      ask(() => stripe.paymentIntents.list({ ...asked, expand: EXPANDED.map((path) => `data.${path}`) }));
    const found = await pageForward(list, { ...request, nowS: Math.ceil(clock.nowMs() / 1000) });
    const ours = found.items.filter((one) => paymentIdOf(one) !== undefined);
    return { ...found, items: await Promise.all(ours.map(show)) };
  }

  return {
    intent,
    refundsOf,
    show,
    payment: async (id: string) => show(await intent(id)),
    byReference,
    page,
  };
}

const idOf = (thing: string | { id: string } | null) => (typeof thing === 'string' ? thing : thing?.id);

/** For a text between single quotes in Stripe's search language. */
const quoted = (text: string) => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
