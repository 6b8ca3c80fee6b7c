import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { startReceiver } from '../../services/webhook/webhook.fixture';
import { eventually } from '../shopper/wait';
import { barriersOn } from './barriers';
import { closeBrowserAfterwards, PHONE, scene, shopUrls } from './browser';

closeBrowserAfterwards();

const SELLER = 'oleiro@caravan.example';
/** What the browser shows of us now; runs in the page. */
const SHOWN = `navigator.serviceWorker.ready
  .then((worker) => worker.getNotifications())
  .then((all) => all.map(({ title, body, tag, data }) => ({ title, body, tag, path: data.path })))`;

scene('a seller names a receiver, sees its secret once, and what it answers', async (visit) => {
  const receiver = await startReceiver();
  const { page } = await visit({ as: SELLER, viewport: PHONE });
  await page.goto('/seller/webhooks');
  await page.getByRole('button', { name: 'Add a receiver…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Address').fill(receiver.url);
  await dialog.getByRole('button', { name: 'Add it' }).click();
  await dialog.getByText('Choose at least one event.').waitFor();
  const barriers = await barriersOn(page, 'a new receiver');
  await dialog.getByLabel('order.placed').check();
  await dialog.getByRole('button', { name: 'Add it' }).click();
  await page.getByText(/^whsec_/).waitFor();
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByText(/^whsec_/).waitFor({ state: 'detached' });

  receiver.does((_request, response) => response.writeHead(200).end('Thank you for it.'));
  const card = page.getByRole('region', { name: receiver.url });
  await card.getByRole('button', { name: 'Send a test' }).click();
  await card.getByText('Taken', { exact: true }).last().waitFor();
  await card.getByRole('button', { name: 'More', exact: true }).click();
  await card.getByText('Thank you for it.').waitFor();
  expect([...barriers, ...(await barriersOn(page, '/seller/webhooks'))]).toEqual([]);
  await card.getByRole('button', { name: 'Send again' }).click();
  await eventually(
    'the second try',
    () => Promise.resolve(receiver.received.map(({ headers }) => headers['webhook-id'])),
    (ids) => ids.length === 2 && ids[0] === ids[1],
  );
  await card.getByRole('button', { name: 'Remove…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove it' }).click();
  await card.waitFor({ state: 'detached' });
  await receiver.close();
});

scene('a browser is asked only when its owner wants it, and shows what is pushed to it', async (visit) => {
  const { page, context } = await visit({ as: 'buyer@caravan.example' });
  await context.grantPermissions(['notifications'], { origin: new URL(shopUrls().web).origin });
  await page.goto('/account/notifications');
  await page.getByRole('button', { name: 'Show them here' }).click();
  await page.getByRole('button', { name: 'Show none here' }).waitFor();

  await push(page, context, {
    notification: { title: 'Your parcel is on its way', body: 'It should be there on Friday.' },
    data: { path: '//elsewhere.example/', tag: 'n1' },
  });
  const shown = await eventually(
    'the notice to be shown',
    () => page.evaluate<unknown[]>(SHOWN),
    (notices) => notices.length > 0,
  );
  // A page of elsewhere is not opened, whoever pushed it.
  expect(shown).toEqual([
    { title: 'Your parcel is on its way', body: 'It should be there on Friday.', tag: 'n1', path: '/' },
  ]);

  await page.getByRole('button', { name: 'Show none here' }).click();
  await page.getByRole('button', { name: 'Show them here' }).waitFor();
});

/** Pushes as the browser's push service would. */
async function push(page: Page, context: BrowserContext, payload: object): Promise<void> {
  const session: CDPSession = await context.newCDPSession(page);
  const registrations: { registrationId: string }[] = [];
  session.on('ServiceWorker.workerRegistrationUpdated', (event: { registrations: typeof registrations }) => {
    registrations.push(...event.registrations);
  });
  await session.send('ServiceWorker.enable');
  const [known] = await eventually(
    'the service worker to be known',
    () => Promise.resolve(registrations),
    (found) => found.length > 0,
  );
  await session.send('ServiceWorker.deliverPushMessage', {
    origin: new URL(page.url()).origin,
    registrationId: known?.registrationId ?? '',
    data: JSON.stringify(payload),
  });
}
