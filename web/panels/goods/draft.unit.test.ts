import { aProduct } from '../../../services/product/product.builder';
import { changesOf, contentOf, draftOf, EMPTY_DRAFT, rebased } from './draft';

test('a product goes through the form unchanged', () => {
  const product = aProduct('lamp', { tags: ['brass', 'light'], options: [] });
  const { content } = contentOf(draftOf(product), 'EUR');
  expect(content).toMatchObject({
    title: product.title,
    tags: ['brass', 'light'],
    variants: [{ priceMinor: 1000 }],
  });
  expect(content && changesOf(content, product)).toEqual({});
});

test('only what was typed is sent', () => {
  const product = aProduct('lamp');
  const { content } = contentOf({ ...draftOf(product), title: 'Other' }, 'EUR');
  expect(content && changesOf(content, product)).toEqual({ title: 'Other' });
});

test('an empty form says of each field what it needs', () => {
  const { faults } = contentOf(EMPTY_DRAFT, 'EUR');
  expect(Object.keys(faults ?? {})).toEqual(['title', 'categoryId', 'sku.1', 'price.1']);
});

test('what somebody typed stays over what somebody else saved, and the rest is theirs', () => {
  const base = aProduct('lamp');
  const current = { ...base, title: 'Theirs', description: 'Theirs too', version: 2 };
  const mine = { ...draftOf(base), title: 'Mine' };
  expect(rebased(mine, base, current)).toMatchObject({ title: 'Mine', description: 'Theirs too' });
});
