import { startNameServer, type NameServer } from '../name-server';
import { audit } from '../../audit/audit';
import { fillBasket } from '../shopper/purchase';
import type { Visitor } from '../shopper/shopper';
import { eventually } from '../shopper/wait';
import {
  applicantOf,
  BUSINESS,
  fillApplication,
  mailedCode,
  profileOf,
  uploadDocument,
  type Applicant,
} from '../shopper/applicant';
import { idsOf, refusalOf } from './till';
import { openWorld, type World } from './world';

jest.setTimeout(120_000);

const PASSWORD = 'a long enough password';
const HOUR_MS = 3_600_000;
let world: World;
let names: NameServer;
let staff: Applicant;
let staffVisitor: Visitor;
let people = 0;

beforeAll(async () => {
  names = await startNameServer();
  world = await openWorld('onboarding', {
    settings: { DNS_SERVERS: names.address, DOMAIN_POLL_SECONDS: '1' },
  });
  staffVisitor = (await somebody('support')).visitor;
  staff = applicantOf(world.shop, staffVisitor);
}, 120_000);
afterAll(async () => {
  await world.stop();
  await names.close();
});

async function somebody(role: 'buyer' | 'support' = 'buyer') {
  people += 1;
  const email = `person-${people}@people.example`;
  const { user } = world.market.services;
  await user.createDemoAccount({ email, password: PASSWORD, name: 'Ada', role });
  const visitor = await world.shop.signIn({ email, password: PASSWORD });
  return { email, visitor, applicant: applicantOf(world.shop, visitor) };
}

/** Somebody whose application is complete, and waits to be submitted. */
async function ready() {
  const person = await somebody();
  const { token } = person.visitor;
  const mailUrl = world.config.MAIL_UI_URL;
  await fillApplication(person.applicant, { apiUrl: world.apiUrl, token, mailUrl, email: person.email });
  return person;
}

/** What a page at an origin hears that renews the session of a new guest. */
async function renewedFrom(origin: string): Promise<number> {
  const guest = await world.shop.http({ method: 'POST', path: '/guest-sessions', body: {} });
  const cookie = guest.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const headers = { cookie, origin };
  return (await world.shop.http({ method: 'POST', path: '/sessions/refreshes', body: {}, headers })).status;
}

/** The origin to which the bank sends a buyer back who pressed at another one, refuses there and gives up. */
async function returnFrom(origin: string, slug: string): Promise<string> {
  const { buyer, request } = await fillBasket(world.shop, [{ slug, quantity: 1 }], 'tok_3ds');
  const asked = await world.shop.http({
    ...{ method: 'POST', path: '/checkouts', token: buyer.token, body: request },
    headers: { origin, 'idempotency-key': 'the-press-at-that-page' },
  });
  const { id, redirectUrl } = asked.body as { id: string; redirectUrl: string };
  const body = new URLSearchParams({ answer: 'refuse' });
  const sent = await fetch(redirectUrl, { method: 'POST', body, redirect: 'manual' });
  await buyer.abandon(id);
  return new URL(sent.headers.get('location') ?? '').origin;
}

const codeOf = async (call: Promise<unknown>) => {
  const { status, code } = await refusalOf(call);
  return [status, code];
};
const isShown = async (slug: string) =>
  (await world.shop.http({ method: 'GET', path: `/sellers/${slug}` })).status === 200;

test('from the first step to a shop that is open: with questions back, and a decision that is made once', async () => {
  const { applicant, email, visitor } = await ready();
  const { id } = applicant;
  expect(await applicant.submit()).toMatchObject({ status: 'submitted', missing: [], actions: [] });
  expect(await codeOf(applicant.give('business', BUSINESS))).toEqual([409, 'application-state']);
  expect(await staff.askBack(id, 'Please add the back of the card.')).toMatchObject({ status: 'questions' });
  const { documents } = await applicant.mine();
  const back = await uploadDocument(world.apiUrl, visitor.token, 'back.pdf');
  const named = [...documents.map((one) => ({ id: one.id, kind: one.kind })), { id: back, kind: 'other' }];
  expect((await applicant.give('documents', { documents: named })).documents).toHaveLength(2);
  await applicant.submit();

  const other = applicantOf(world.shop, (await somebody('support')).visitor);
  const decided = await Promise.allSettled([staff.approve(id), other.approve(id)]);
  expect(decided.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await staff.application(id)).toMatchObject({ status: 'approved', decision: { as: 'approved' } });
  const { slug } = profileOf(id);
  await eventually('the shop to be shown', () => isShown(slug), Boolean);
  const again = await world.shop.signIn({ email, password: PASSWORD });
  expect(again.actor).toEqual({ id, role: 'seller', sellerId: id });
  const shop = await applicantOf(world.shop, again).shop(id);
  expect(shop.trader).toEqual({
    legalName: 'Lind & Lera GmbH',
    address: 'Hafenstraße 1, 28195 Bremen',
    country: 'DE',
    vatNumber: 'DE136695976',
  });
  const { auditLog } = world.market.services;
  const acts = (await auditLog.list({ limit: 50 })).items.map(({ act }) => act);
  expect(acts).toContain('POST /applications/{id}/approvals');
});

test('what is wrong is refused by name and changes nothing; three wrong amounts end the tries', async () => {
  const { applicant, visitor, email } = await somebody();
  expect(await codeOf(applicant.mine())).toEqual([404, 'not-found']);
  await applicant.begin();
  expect(await codeOf(applicant.submit())).toEqual([409, 'application-incomplete']);
  await applicant.sendCode();
  const code = await mailedCode(world.config.MAIL_UI_URL, email);
  const wrong = code === '000000' ? '000001' : '000000';
  expect((await codeOf(applicant.confirmEmail(wrong)))[1]).toBe('code-refused');
  await applicant.confirmEmail(code);
  expect((await codeOf(applicant.confirmEmail(code)))[1]).toBe('code-refused');

  await applicant.give('business', BUSINESS);
  const tax = (number: string, country = 'DE') =>
    applicant.give('tax-number', { country, kind: 'vat', number });
  expect((await codeOf(tax('DE136695978')))[1]).toBe('tax-refused');
  expect((await codeOf(tax('FR40303265045', 'FR')))[1]).toBe('tax-refused');
  expect((await codeOf(applicant.give('deposits', { amounts: [1, 2] })))[1]).toBe('deposits-refused');
  expect((await codeOf(applicant.give('bank-account', { holder: 'Ada', bankToken: 'ba_nobody' })))[1]).toBe(
    'bank-token-refused',
  );
  await applicant.give('bank-account', { holder: 'Ada', bankToken: 'ba_ok' });
  for (const left of [2, 1, 0]) {
    expect((await codeOf(applicant.give('deposits', { amounts: [1, left + 1] })))[1]).toBe(
      'deposits-refused',
    );
    expect((await applicant.mine()).payout?.triesLeft).toBe(left);
  }
  expect((await codeOf(applicant.give('deposits', { amounts: [32, 45] })))[1]).toBe('deposits-tried');
  await applicant.give('bank-account', { holder: 'Ada', bankToken: 'ba_ok' });
  expect((await applicant.give('deposits', { amounts: [45, 32] })).payout?.confirmedAt).not.toBeNull();

  const stranger = await somebody();
  const theirs = await uploadDocument(world.apiUrl, stranger.visitor.token);
  const documents = [{ id: theirs, kind: 'identity' }];
  expect((await codeOf(applicant.give('documents', { documents })))[1]).toBe('documents-refused');
  const read = async (token: string) =>
    (await world.shop.http({ method: 'GET', path: `/documents/${theirs}`, token })).status;
  expect(await read(visitor.token)).toBe(404);
  expect(await read(stranger.visitor.token)).toBe(200);
  expect(await read(staffVisitor.token)).toBe(200);
  expect((await codeOf(applicant.application(stranger.applicant.id)))[0]).toBe(403);
  expect((await codeOf(applicant.approve(applicant.id)))[0]).toBe(403);
  const drafts = world.databases.of('onboarding').collection('drafts');
  expect(await drafts.countDocuments({ sellerId: applicant.id })).toBe(0);
});

test('of many who want one address for their shop at the same moment exactly one has it', async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => somebody()));
  await Promise.all(all.map(({ applicant }) => applicant.begin()));
  const profile = { ...profileOf('wanted-by-all'), slug: 'wanted-by-all' };
  const asked = await Promise.allSettled(all.map(({ applicant }) => applicant.give('profile', profile)));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const loser = all[asked.findIndex(({ status }) => status === 'rejected')]?.applicant;
  expect(await codeOf(loser?.give('profile', profile) ?? Promise.resolve())).toEqual([409, 'slug-taken']);
  expect((await loser?.give('profile', { ...profile, slug: 'another-one' }))?.profile?.slug).toBe(
    'another-one',
  );
});

test('a hidden shop is neither seen nor bought from, and its open order goes on; then it is back', async () => {
  const [stall] = await world.openStalls({ sellers: 1 });
  const { sellerId, productId } = stall ?? { sellerId: '', productId: '' };
  const wish = [{ slug: productId, quantity: 1 }];
  const bought = await fillBasket(world.shop, wish);
  const waiting = await fillBasket(world.shop, wish);
  const [orderId = ''] = idsOf(await bought.buyer.placeOrder(bought.request));
  await staff.suspend(sellerId, 'Parcels do not arrive.');
  expect(await codeOf(staff.suspend(sellerId, 'Once more.'))).toEqual([409, 'seller-suspended']);
  const product = () => world.shop.http({ method: 'GET', path: `/products/${productId}` });
  await eventually('the goods to be gone', product, ({ status }) => status === 404);
  expect((await refusalOf(waiting.buyer.placeOrder(waiting.request))).status).toBe(409);
  const seller = await world.sellerOf(orderId);
  expect((await seller.accept(orderId)).status).toBe('accepted');
  const own = applicantOf(world.shop, seller);
  expect(await own.shop(sellerId)).toMatchObject({ suspension: { reason: 'Parcels do not arrive.' } });
  expect(await codeOf(own.reinstate(sellerId, 'Please.'))).toEqual([403, 'role-not-allowed']);
  await staff.reinstate(sellerId, 'They arrive again.');
  await eventually('the goods to be back', product, ({ status }) => status === 200);
  await bought.buyer.cancel(orderId, 'changed-mind');
});

test('a write that hides a shop and arrives after the shop is shown again changes nothing', async () => {
  const [stall] = await world.openStalls({ sellers: 1 });
  const sellerId = stall?.sellerId ?? '';
  const { seller } = world.market.services;
  const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
  const hide = { sellerId, reason: 'Parcels do not arrive.', by: { role: 'support', id: 'sam' } };
  await seller.suspend({ ...hide, decidedAt: at(1) });
  await seller.reinstate({ sellerId, decidedAt: at(2) });
  expect((await seller.suspend({ ...hide, decidedAt: at(1) })).status).toBe('active');
  expect((await seller.suspend({ ...hide, decidedAt: at(3) })).status).toBe('suspended');
  expect((await seller.reinstate({ sellerId, decidedAt: at(2) })).status).toBe('suspended');
  expect((await seller.reinstate({ sellerId, decidedAt: at(4) })).status).toBe('active');
});

test('a shop on vacation is seen, and sells nothing until it is back', async () => {
  const [stall] = await world.openStalls({ sellers: 1 });
  const { sellerId, productId } = stall ?? { sellerId: '', productId: '' };
  const ready = await fillBasket(world.shop, [{ slug: productId, quantity: 1 }]);
  const own = applicantOf(world.shop, await world.shop.signIn(stall ?? { email: '', password: '' }));
  const { version } = await own.shop(sellerId);
  const at = (ms: number) => new Date(Date.now() + ms).toISOString();
  const vacation = { from: at(-HOUR_MS), until: at(HOUR_MS), note: 'By the sea.' };
  const away = await own.changeShop(sellerId, version, { vacation });
  expect(await codeOf(own.changeShop(sellerId, version, { name: 'Lost' }))).toEqual([
    412,
    'precondition-failed',
  ]);
  await eventually(
    'the product to say so',
    () => world.shop.product(productId),
    ({ seller }) => seller.vacation?.note === 'By the sea.',
  );
  // Terms of shops may be a second old when a purchase is priced.
  await eventually(
    'nothing to be sold',
    () => refusalOf(ready.buyer.placeOrder(ready.request)).catch(() => null),
    (refusal) => refusal?.status === 409,
  );
  await own.changeShop(sellerId, away.version, { vacation: null });
});

test("a domain of the shop's own: named, proven by its record, taken over by who proves it later, given up", async () => {
  const [one, two] = await world.openStalls({ sellers: 2 });
  if (!one || !two) return;
  const first = applicantOf(world.shop, await world.seller(one));
  const second = applicantOf(world.shop, await world.seller(two));
  const host = 'things-of-wood.example';
  const atHost = () => world.shop.http({ method: 'GET', path: `/shops/by-host?host=${host}` });
  const becomes = (who: Applicant, id: string, wanted: string) =>
    eventually(
      `the domain to be ${wanted}`,
      () => who.shop(id),
      ({ domain }) => domain?.status === wanted,
    );
  expect((await codeOf(first.nameDomain(one.sellerId, 'not a domain')))[1]).toBe('invalid-request');
  expect(await codeOf(second.nameDomain(one.sellerId, host))).toEqual([404, 'not-found']);
  const { record } = await first.nameDomain(one.sellerId, host);
  expect(record?.name).toBe(`_caravan.${host}`);
  names.set(record?.name ?? '', 'something else');
  await first.checkDomain(one.sellerId);
  expect((await atHost()).status).toBe(404);
  names.set(record?.name ?? '', record?.value);
  await becomes(first, one.sellerId, 'proven');
  expect((await atHost()).body).toMatchObject({ id: one.sellerId });
  expect(await renewedFrom('https://nobodys-things.example')).toBe(403);
  expect(await renewedFrom(`https://${host}`)).toBe(200);
  expect(await returnFrom(`https://${host}`, one.productId)).toBe(`https://${host}`);
  expect(await returnFrom('https://nobodys-things.example', one.productId)).toBe(
    new URL(world.config.WEB_PUBLIC_URL).origin,
  );

  const later = await second.nameDomain(two.sellerId, host);
  names.set(later.record?.name ?? '', later.record?.value);
  await becomes(second, two.sellerId, 'proven');
  await eventually('the second shop to be there', atHost, ({ body }) =>
    JSON.stringify(body).includes(two.sellerId),
  );
  expect(await first.shop(one.sellerId)).toMatchObject({ isDomainLost: true });
  expect(await second.shop(two.sellerId)).toMatchObject({ isDomainLost: false });
  await second.dropDomain(two.sellerId);
  await eventually('nobody to be there', atHost, ({ status }) => status === 404);
  await first.dropDomain(one.sellerId);
});

test('after all of it every record agrees', async () => {
  expect((await audit(world.config)).findings).toEqual([]);
});
