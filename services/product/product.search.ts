import MiniSearch from 'minisearch';

/** The words of a product that can be searched for. */
interface SearchText {
  id: string;
  title: string;
  tags: string;
  category: string;
  seller: string;
  description: string;
}

interface SearchHit {
  id: string;
  score: number;
}

/** More words than anybody types make a search dear and no better. */
const MOST_TERMS = 8;

/** A search index in memory: forgives a typo in longer words, finds beginnings of words, and singular for plural. */
export function createSearchIndex() {
  const index = new MiniSearch<SearchText>({
    fields: ['title', 'tags', 'category', 'seller', 'description'],
    processTerm: plainTerm,
  });

  return {
    put(text: SearchText): void {
      if (index.has(text.id)) index.replace(text);
      else index.add(text);
    },

    remove(id: string): void {
      if (index.has(id)) index.discard(id);
    },

    /** Best first. All words have to be found; only when no product has all of them is any enough. */
    search(query: string): SearchHit[] {
      const terms = query.trim().split(/\s+/).slice(0, MOST_TERMS).join(' ');
      if (terms === '') return [];
      const options = {
        boost: { title: 6, tags: 3, category: 3, seller: 2 },
        prefix: (term: string) => term.length > 1,
        fuzzy: (term: string) => (term.length > 4 ? 0.2 : false),
        weights: { fuzzy: 0.3, prefix: 0.6 },
      };
      const all = index.search(terms, { ...options, combineWith: 'AND' });
      const hits = all.length > 0 ? all : index.search(terms, { ...options, combineWith: 'OR' });
      return hits.map(({ id, score }) => ({ id: String(id), score }));
    },

    /** Products whose title or category begins like what is typed. */
    suggest(query: string, limit: number): string[] {
      const hits = index.search(query.trim().slice(0, 60), {
        fields: ['title', 'category'],
        boost: { title: 3 },
        combineWith: 'AND',
        prefix: true,
        fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      });
      return hits.slice(0, limit).map(({ id }) => String(id));
    },
  };
}

/** Small letters without accents, and without the s of a plural; null leaves a word out. */
function plainTerm(term: string): string | null {
  const plain = term.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  if (plain.length < 2) return plain === '' ? null : plain;
  return plain.length > 3 && plain.endsWith('s') && !plain.endsWith('ss') ? plain.slice(0, -1) : plain;
}
