import type { SearchDocument } from '../search.port';
import { appeal } from '../search.ranking';
import { termsOf } from '../search.words';

/** A product as it lies in OpenSearch: words are ours already (see `termsOf`), so that it takes them as they are. */
export function storedOf(document: SearchDocument) {
  const { id, title, description, tags, category, seller, priceFromMinor, rating, createdAtMs } = document;
  const words = (text: string) => termsOf(text).join(' ');
  return {
    id,
    title: words(title),
    tags: tags.map(words).join(' '),
    category_words: words(category.name),
    seller_words: words(seller.name),
    description: words(description),
    category: category.id,
    seller: seller.id,
    price: priceFromMinor,
    average: rating.average,
    ratings: rating.count,
    rated: rating.average * 1e6 + Math.min(rating.count, 999_999),
    created: createdAtMs,
    in_stock: document.inStock,
    sold: document.sold,
    appeal: appeal({ average: rating.average, count: rating.count, sold: document.sold }),
    choices: document.options.flatMap(({ name, values }) => values.map((value) => choiceName(name, value))),
  };
}
export type Stored = ReturnType<typeof storedOf>;

/** An option with one of its values, as one keyword. */
export const choiceName = (option: string, value: string) => `${option}\u001f${value}`;
export function choiceOf(name: string): { option: string; value: string } {
  const at = name.indexOf('\u001f');
  return { option: name.slice(0, at), value: name.slice(at + 1) };
}

const text = { type: 'text', analyzer: 'whitespace' };
const keyword = { type: 'keyword' };

/** Of a new index: whatever is written is found half a second later. */
export const INDEX = {
  settings: { index: { refresh_interval: '500ms', number_of_replicas: 1 } },
  mappings: {
    dynamic: 'strict',
    properties: {
      ...{ id: keyword, category: keyword, seller: keyword, choices: keyword },
      ...{ title: text, tags: text, category_words: text, seller_words: text, description: text },
      ...{ price: { type: 'long' }, created: { type: 'long' }, ratings: { type: 'integer' } },
      ...{ average: { type: 'float' }, rated: { type: 'double' }, appeal: { type: 'float' } },
      ...{ sold: { type: 'integer' }, in_stock: { type: 'boolean' } },
    },
  },
};
