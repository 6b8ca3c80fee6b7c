import { randomUUID } from 'node:crypto';
import { closeBrowserAfterwards, scene } from './browser';
import { addProduct, applyForShop, approve, register } from './opening';
import {
  answerReview,
  buyToWhereTheFirstIsLost,
  messageOn,
  review,
  shipInTwoParcels,
  write,
} from './selling';
import { putInBasket } from './shopping';

closeBrowserAfterwards();

/** Everything else of the shop is tested on its own; this is that a person can do all of it, one after the other. */
scene(
  'a person opens a shop, sells in two parcels of which one is lost, and answers the buyer',
  async (visit) => {
    const mark = randomUUID().slice(0, 8);
    const shop = { name: `Albrecht Bowls ${mark}`, email: `ines-${mark}@example.org` };
    const bowl = `Ash bowl ${mark}`;

    // Nobody has applied yet, and there is no shop before it is approved.
    const seller = await visit({ expected: [/404 .*\/onboarding/] });
    await applyForShop(seller.page, shop, await register(seller.page, shop));
    const staff = await visit({ as: 'support@caravan.example', expected: [/404 .*\/sellers\/\w+\/shop/] });
    await approve(staff.page, shop);
    await seller.page.getByRole('link', { name: 'To your shop' }).click();
    await seller.page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    const slug = (await addProduct(seller.page, bowl, 5)).replace('/p/', '');

    // The checkout begins with the country of the browser's language, and a new shop sends to Europe.
    const buyer = await visit({ as: 'buyer@caravan.example', expected: [/422 .*\/quotes/] });
    for (let pieces = 0; pieces < 2; pieces += 1) await putInBasket(buyer.page, { slug });
    const orderId = await buyToWhereTheFirstIsLost(buyer.page);
    await shipInTwoParcels(seller.page, orderId);
    await buyer.page.getByRole('heading', { level: 1, name: 'A part of it has arrived' }).waitFor();
    await buyer.page.getByRole('region', { name: 'Money back' }).getByText('€24.00: given back').waitFor();

    await review(buyer.page, bowl, { title: `Warm in the hand ${mark}`, text: 'The glaze runs like rain.' });
    await answerReview(seller.page, mark, 'Thank you. I am sorry for the other one.');
    await buyer.page.goto(`/p/${slug}`);
    const reviews = buyer.page.getByRole('region', { name: 'What buyers say' });
    await reviews.getByText('I am sorry for the other one.').first().waitFor();

    await buyer.page.goto(`/orders/${orderId}`);
    await buyer.page.getByRole('button', { name: 'Ask the seller' }).click();
    await write(buyer.page, 'Will there be more of these?');
    await seller.page.goto(`/seller/orders/${orderId}`);
    await seller.page.getByRole('button', { name: 'Write to the buyer' }).click();
    await messageOn(seller.page, 'Will there be more of these?');
    await write(seller.page, 'In two weeks.');
    await messageOn(buyer.page, 'In two weeks.');
  },
);
