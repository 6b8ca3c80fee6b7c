import { newId } from '../../services/platform/ids';
import { actorOf } from './acting';
import { closeBrowserAfterwards, PHONE, scene } from './browser';
import { codeSentTo } from './mailbox';
import { ADDRESS, buy, goodsOfShops, sellerAccount } from './shopping';

closeBrowserAfterwards();

scene("a shop's own courier joins, and brings a parcel that its buyer follows", async (visit) => {
  const [item] = await goodsOfShops(1);
  if (!item) throw new Error('The catalogue is empty.');
  const email = `${newId()}@couriers.example`;
  const seller = await visit({ as: sellerAccount(item.sellerId) });
  await seller.page.goto('/seller/couriers');
  await seller.page.getByLabel('Name').fill('Karim');
  await seller.page.getByLabel('E-mail').fill(email);
  await seller.page.getByRole('button', { name: 'Invite' }).click();
  await seller.page.getByText('Invited', { exact: true }).waitFor();
  const api = await actorOf(sellerAccount(item.sellerId));
  const { items } = await api.send<{ items: { id: string; email: string }[] }>('GET', '/couriers');

  const courier = await visit({ viewport: PHONE });
  await courier.page.goto(`/courier/join?invitation=${items.find((one) => one.email === email)?.id}`);
  await courier.page.getByLabel('Code').fill(await codeSentTo(email));
  await courier.page.getByLabel('Your name').fill('Karim B.');
  await courier.page.getByLabel('Choose a password').fill('a long enough password');
  await courier.page.getByRole('button', { name: 'Join' }).click();
  await courier.page.getByRole('heading', { name: 'Nothing to bring' }).waitFor();

  const buyer = await visit();
  const orderId = await buy(buyer.page, [item]);
  const { items: joined } = await api.send<{ items: { id: string; email: string }[] }>('GET', '/couriers');
  const courierId = joined.find((one) => one.email === email)?.id;
  await api.send('POST', `/orders/${orderId}/acceptances`, {});
  await api.send('POST', `/orders/${orderId}/parcels`, { carrier: 'courier', courierId });
  await api.send('POST', `/orders/${orderId}/shipments`, {});

  await courier.page.getByRole('link', { name: ADDRESS.Name }).click();
  await courier.page.getByRole('heading', { level: 1, name: ADDRESS.Name }).waitFor();
  await courier.page.getByRole('button', { name: 'I have it' }).click();
  const parcel = buyer.page.getByRole('region', { name: 'Parcels' });
  await parcel.getByText('In the van').waitFor();

  // At the door without a thumb to spare: the keyboard goes all the way.
  await courier.page.getByRole('button', { name: 'Delivered' }).press('Enter');
  await courier.page.getByLabel('Name of who took it').fill('Mira Okafor');
  await courier.page.getByLabel('Name of who took it').press('Enter');
  await courier.page.getByText('This one is done.').waitFor();
  await parcel.getByText('Delivered', { exact: true }).waitFor();
  await parcel.getByText('Mira Okafor').first().waitFor();
});
