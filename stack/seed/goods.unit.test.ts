import { productSchema } from '../../services/product/product.schema';
import { demoAccounts } from './accounts';
import { settingOf, subjects } from './drawing/subjects';
import { demoGoods } from './goods';
import { demoCategories } from './goods/categories';
import { demoSellers } from './goods/sellers';
import { drawingOf } from './pictures';

const goods = demoGoods();

test('there are more than 220 products of at least eight shops in at least ten categories', () => {
  expect(goods.length).toBeGreaterThan(220);
  expect(new Set(goods.map(({ product }) => product.sellerId))).toEqual(
    new Set(demoSellers.map(({ id }) => id)),
  );
  expect(new Set(goods.map(({ product }) => product.categoryId))).toEqual(
    new Set(demoCategories.map(({ id }) => id)),
  );
  expect(demoSellers.length).toBeGreaterThanOrEqual(8);
  expect(demoCategories.length).toBeGreaterThanOrEqual(10);
});

test('each is a valid product with a name, an address and SKUs of its own, and one to six variants', () => {
  for (const { product } of goods) productSchema.parse({ ...product, priceFromMinor: 1, version: 1 });
  const unique = (values: string[]) => expect(new Set(values).size).toBe(values.length);
  unique(goods.map(({ product }) => product.slug));
  unique(goods.map(({ product }) => product.title));
  unique(goods.flatMap(({ product }) => product.variants.map(({ sku }) => sku)));
  expect(goods.every(({ product }) => product.variants.length <= 6)).toBe(true);
});

test('every run makes the same goods, and a smaller catalogue is the beginning of the whole one', () => {
  expect(demoGoods()).toEqual(goods);
  expect(demoGoods(24)).toEqual(goods.slice(0, 24));
});

test('the first goods of every shop do not run out, and elsewhere some are scarce and some are sold out', () => {
  const total = ({ stock }: (typeof goods)[number]) => stock.reduce((sum, { quantity }) => sum + quantity, 0);
  expect(goods.slice(0, 24).every((one) => total(one) >= 5000)).toBe(true);
  expect(goods.some((one) => total(one) === 0)).toBe(true);
  expect(goods.flatMap(({ stock }) => stock).filter(({ quantity }) => quantity === 3).length).toBeGreaterThan(
    3,
  );
});

test('there is an account for a buyer, a courier, support, an admin and each shop', () => {
  expect(demoAccounts.map(({ role }) => role)).toEqual(
    expect.arrayContaining(['buyer', 'courier', 'admin', 'support']),
  );
  const sellers = demoAccounts.filter(({ role }) => role === 'seller');
  expect(sellers.map(({ sellerId }) => sellerId)).toEqual(demoSellers.map(({ id }) => id));
});

test('everything in the catalogue can be drawn, in the same way each time', () => {
  const pictures = goods.map(({ picture }) => picture);
  const oneOfEach = [...new Map(pictures.map((picture) => [picture.subject, picture])).values()];
  for (const picture of oneOfEach) {
    expect(Object.keys(subjects)).toContain(picture.subject);
    expect(drawingOf(picture)).not.toMatch(/NaN|undefined|Infinity/);
  }
  const [first] = goods;
  if (first) expect(drawingOf(first.picture)).toBe(drawingOf(first.picture));
  expect(settingOf('sweater')).toBe('wall');
});
