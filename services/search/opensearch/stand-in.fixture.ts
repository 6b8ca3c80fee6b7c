import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Part } from './questions';

type Doc = Record<string, unknown>;

/**
 * Speaks as much of OpenSearch's HTTP interface as our engine does: an index with `_bulk` and `_search` over the parts of
 * the query language that it uses. A part that it does not know is an answer of 400, as it would be there.
 */
export async function openSearchStandIn() {
  const indices = new Map<string, Map<string, Doc>>();
  let isAway = false;
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { status, answer } = isAway ? { status: 503, answer: {} } : reply(request, body);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(request.method === 'HEAD' ? undefined : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setAway: (away: boolean) => (isAway = away),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  function reply(request: IncomingMessage, body: string): { status: number; answer: unknown } {
    const [index = '', action] = new URL(request.url ?? '/', 'http://stand-in').pathname.slice(1).split('/');
    if (request.method === 'HEAD') return { status: indices.has(index) ? 200 : 404, answer: {} };
    if (request.method === 'PUT' && action === undefined) {
      indices.set(index, new Map());
      return { status: 200, answer: { acknowledged: true } };
    }
    const docs = indices.get(index);
    if (!docs) return { status: 404, answer: { error: { type: 'index_not_found_exception' } } };
    try {
      const answer = action === '_bulk' ? bulk(docs, body) : search(docs, JSON.parse(body) as Part);
      return { status: 200, answer };
    } catch (error) {
      return { status: 400, answer: { error: { type: 'parsing_exception', reason: String(error) } } };
    }
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function bulk(docs: Map<string, Doc>, body: string) {
  const lines = body
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Part);
  const items: Part[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [[act = '', about] = []] = Object.entries(lines[at] ?? {});
    const id = String((about as Part)._id);
    const known = docs.get(id);
    if (act === 'delete') {
      items.push({ delete: { status: docs.delete(id) ? 200 : 404 } });
      continue;
    }
    at += 1;
    const source = lines[at] ?? {};
    if (act === 'update' && known) docs.set(id, { ...known, ...(source.doc as Doc) });
    if (act === 'index') docs.set(id, source);
    items.push({ [act]: { status: act === 'update' && !known ? 404 : 200 } });
  }
  return { errors: false, items };
}

function search(docs: Map<string, Doc>, request: Part) {
  const { size = 10, sort = [{ _score: 'desc' }], search_after: after, aggs = {} } = request;
  const hits = [...docs]
    .map(([id, doc]) => ({ _id: id, doc, _score: score(request.query as Part, doc) }))
    .filter((hit): hit is typeof hit & { _score: number } => hit._score !== null)
    .map((hit) => ({
      ...hit,
      sort: (sort as Part[]).map((one) => {
        const [field = ''] = Object.keys(one);
        return (field === '_score' ? hit._score : hit.doc[field]) as number | string;
      }),
    }));
  const ways = (sort as Part[]).map((one) => (Object.values(one)[0] === 'desc' ? -1 : 1));
  const compare = (a: readonly (number | string)[], b: readonly (number | string)[]) => {
    for (const [index, way] of ways.entries()) {
      const [left = 0, right = 0] = [a[index], b[index]];
      if (left !== right) return left < right ? -way : way;
    }
    return 0;
  };
  const behind = hits
    .sort((a, b) => compare(a.sort, b.sort))
    .filter((hit) => after === undefined || compare(hit.sort, after as (number | string)[]) > 0);
  return {
    hits: { total: { value: hits.length }, hits: behind.slice(0, size as number) },
    aggregations: aggregate(
      aggs as Part,
      hits.map(({ doc }) => doc),
    ),
    ...(request.suggest ? { suggest: { meant: meant(docs, request.suggest as Part) } } : {}),
  };
}

/** How well a document fits a query, or null. */
function score(query: Part, doc: Doc): number | null {
  const [[kind = '', value] = []] = Object.entries(query);
  const part = value as Part;
  switch (kind) {
    case 'match_all':
      return 1;
    case 'term':
    case 'terms': {
      const [[field = '', wanted] = []] = Object.entries(part);
      const has = [doc[field]].flat();
      return [wanted].flat().some((one) => has.includes(one)) ? 1 : null;
    }
    case 'range': {
      const [[field = '', bounds] = []] = Object.entries(part);
      const { gte = -Infinity, lte = Infinity } = bounds as Record<string, number>;
      const number = doc[field] as number;
      return number >= gte && number <= lte ? 1 : null;
    }
    case 'bool':
      return scoreOfBool(part, doc);
    case 'dis_max': {
      const scores = (part.queries as Part[]).flatMap((one) => score(one, doc) ?? []);
      return scores.length > 0 ? Math.max(...scores) : null;
    }
    case 'function_score': {
      const base = score(part.query as Part, doc);
      return base === null ? null : base * (1 + (doc.in_stock ? 1.2 : 0) + 0.1 * (doc.appeal as number));
    }
    case 'multi_match':
      return scoreOfWords(part, doc);
    default:
      throw new Error(`unknown query [${kind}]`);
  }
}

function scoreOfBool({ must = [], filter = [], should = [] }: Part, doc: Doc): number | null {
  if ((filter as Part[]).some((one) => score(one, doc) === null)) return null;
  const musts = (must as Part[]).map((one) => score(one, doc));
  const shoulds = (should as Part[]).flatMap((one) => score(one, doc) ?? []);
  if (musts.includes(null) || ((should as Part[]).length > 0 && shoulds.length === 0)) return null;
  return [...musts, ...shoulds].reduce<number>((sum, one) => sum + (one ?? 0), 0);
}

function scoreOfWords(part: Part, doc: Doc): number | null {
  const {
    query,
    fields,
    boost,
    type,
    fuzziness = 0,
  } = part as {
    query: string;
    fields: string[];
    boost: number;
    type?: string;
    fuzziness?: number;
  };
  const scores = fields.flatMap((field) => {
    const [name = '', weight = '1'] = field.split('^');
    const words = String(doc[name]).split(' ');
    const fits = words.some((word) =>
      type === 'bool_prefix' ? word.startsWith(query) : distance(word, query) <= fuzziness,
    );
    return fits ? [boost * Number(weight)] : [];
  });
  return scores.length > 0 ? Math.max(...scores) : null;
}

function aggregate(aggs: Part, docs: readonly Doc[]): Part {
  return Object.fromEntries(
    Object.entries(aggs).map(([name, value]) => {
      const { filter, aggs: inner } = value as { filter: Part; aggs?: { counts: Part } };
      const passing = docs.filter((doc) => score(filter, doc) !== null);
      const counts = inner ? { counts: { buckets: buckets(inner.counts, passing) } } : {};
      return [name, { doc_count: passing.length, ...counts }];
    }),
  );
}

function buckets(counts: Part, docs: readonly Doc[]) {
  if (counts.range) {
    const { field, ranges } = counts.range as { field: string; ranges: { from: number; to?: number }[] };
    return ranges.map(({ from, to }) => ({
      key: `${from.toFixed(1)}-${to === undefined ? '*' : to.toFixed(1)}`,
      doc_count: docs.filter(({ [field]: at }) => (at as number) >= from && (at as number) < (to ?? Infinity))
        .length,
    }));
  }
  const { field, size = 10 } = counts.terms as { field: string; size?: number };
  const found = new Map<string | number, number>();
  for (const value of docs.flatMap(({ [field]: has }) => has as string | boolean | string[])) {
    const key = typeof value === 'boolean' ? Number(value) : value;
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return [...found]
    .map(([key, count]) => ({ key, doc_count: count }))
    .sort((a, b) => b.doc_count - a.doc_count || (a.key < b.key ? -1 : 1))
    .slice(0, size);
}

/** The term suggester: for each word that is not there, the most similar one that is. */
function meant(docs: Map<string, Doc>, { meant: asked }: Part) {
  const { text, term } = asked as { text: string; term: { field: string } };
  const known = new Set([...docs.values()].flatMap((doc) => String(doc[term.field]).split(' ')));
  return text.split(' ').map((word) => ({
    text: word,
    options: known.has(word)
      ? []
      : [...known]
          .map((other) => ({ text: other, away: distance(word, other) }))
          .filter(({ away }) => away <= 2)
          .sort((a, b) => a.away - b.away)
          .slice(0, 1),
  }));
}

/** Letters that differ; two neighbours exchanged are one (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const isExchange = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          ...[at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same],
          isExchange ? at(i - 2, j - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return at(a.length, b.length);
}
