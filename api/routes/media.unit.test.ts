import { NotAPictureError } from '../../services/media/media.errors';
import type { MediaService } from '../../services/media/media.service';
import { people, startApi, type RunningApi } from '../api.fixture';

type Fakes = Partial<
  Pick<MediaService, 'putPicture' | 'fetchPicture' | 'putDocument' | 'document' | 'readDocument'>
>;

const picture = { id: 'p-1', alt: '', width: 4, height: 5, sizes: [] };
const file = {
  ...{ id: 'd'.repeat(40), name: 'Gewerbeschein "Ä".pdf', type: 'application/pdf' as const, size: 8 },
  ...{ createdAt: '2030-01-01T00:00:00.000Z', ownerId: 'seller-1', bytes: Buffer.from('%PDF-1.7') },
};

let api: RunningApi | undefined;
const open = async (media: Fakes) => (api = await startApi({ services: { media } }));
afterEach(async () => {
  await api?.close();
  api = undefined;
});

test("a seller's picture is the shop's, with its words and shape", async () => {
  const asked: unknown[] = [];
  const { call } = await open({ putPicture: (request) => (asked.push(request), Promise.resolve(picture)) });
  const answer = await call('POST', '/v1/pictures?alt=A%20jug&crop=4:5', {
    ...{ as: people.seller, body: 'bytes', headers: { 'content-type': 'image/png' } },
  });
  expect(answer).toMatchObject({ status: 201, json: picture });
  expect(asked).toEqual([{ ownerId: 'seller-1', alt: 'A jug', crop: '4:5', bytes: Buffer.from('bytes') }]);
});

test('a picture that is sent again under its key is the same one; other bytes or words are refused', async () => {
  let made = 0;
  const { call } = await open({
    putPicture: () => Promise.resolve({ ...picture, id: `p-${(made += 1)}` }),
  });
  const send = (body: string, query = '') =>
    call('POST', `/v1/pictures${query}`, {
      ...{ as: people.seller, body, headers: { 'content-type': 'image/png', 'idempotency-key': 'upload-1' } },
    });
  const first = await send('bytes');
  expect(await send('bytes')).toMatchObject({ status: 201, json: first.json });
  const refused = { status: 422, json: { type: '/problems/idempotency-key-reused' } };
  expect(await send('other bytes')).toMatchObject(refused);
  expect(await send('bytes', '?alt=A%20jug')).toMatchObject(refused);
  expect(made).toBe(1);
});

test('a picture that lies elsewhere is named by its address', async () => {
  const asked: unknown[] = [];
  const { call } = await open({ fetchPicture: (request) => (asked.push(request), Promise.resolve(picture)) });
  const body = { url: 'https://pictures.example/1.jpg' };
  expect(await call('POST', '/v1/pictures', { as: people.buyer, body })).toMatchObject({ status: 201 });
  expect(asked).toEqual([{ ownerId: 'buyer-1', ...body }]);
});

test.each<[string, string, unknown]>([
  ['an address that is none', '', { url: 'javascript:alert(1)' }],
  ['an address of a file', '', { url: 'file:///etc/passwd' }],
  ['more than an address', '', { url: 'https://pictures.example', ownerId: 'seller-2' }],
  ['no JSON', '', '{'],
  ['another shape', '?crop=1:1', { url: 'https://pictures.example' }],
  ['an enhancement that nobody knows', '?enhance=e-anything', { url: 'https://pictures.example' }],
  ['another owner', '?ownerId=seller-2', { url: 'https://pictures.example' }],
])('%s is refused', async (_what, query, body) => {
  const { call } = await open({});
  expect(await call('POST', `/v1/pictures${query}`, { as: people.seller, body })).toMatchObject({
    status: 400,
  });
});

test('what is no picture is told so', async () => {
  const { call } = await open({ putPicture: () => Promise.reject(new NotAPictureError()) });
  const answer = await call('POST', '/v1/pictures', {
    ...{ as: people.buyer, body: '<svg/>', headers: { 'content-type': 'image/svg+xml' } },
  });
  expect(answer).toMatchObject({ status: 422, json: { type: '/problems/not-a-picture' } });
});

test('nobody who is not known has a large body read', async () => {
  const { url, tokenOf } = await open({});
  /** Says that it will send a lot and sends nothing: who reads the body waits for it. */
  const begin = async (headers: Record<string, string>) => {
    const body = new ReadableStream({ start: (to) => to.enqueue(new Uint8Array(10)) });
    const call = { method: 'POST', headers, body, duplex: 'half', signal: AbortSignal.timeout(3000) };
    return (await fetch(`${url}/v1/pictures`, call as RequestInit)).status;
  };
  const headers = { 'content-type': 'image/png' };
  expect(await begin(headers)).toBe(401);
  expect(await begin({ ...headers, authorization: 'Bearer x' })).toBe(401);
  expect(await begin({ ...headers, authorization: `Bearer ${await tokenOf(people.guest)}` })).toBe(403);
});

test('a file of more than 10 MB is not taken', async () => {
  const { call } = await open({});
  const body = 'x'.repeat(10 * 1024 * 1024 + 1);
  for (const path of ['/v1/pictures', '/v1/documents?name=a.pdf']) {
    const answer = await call('POST', path, {
      as: people.seller,
      body,
      headers: { 'content-type': 'image/png' },
    });
    expect(answer).toMatchObject({ status: 413 });
  }
});

test('a document comes as a file that no browser opens by itself', async () => {
  const { url, tokenOf } = await open({
    document: () => Promise.resolve(file),
    readDocument: () => Promise.resolve(file),
  });
  for (const who of [people.seller, people.support, people.admin]) {
    const headers = { authorization: `Bearer ${await tokenOf(who)}` };
    const answer = await fetch(`${url}/v1/documents/${file.id}`, { headers });
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(file.bytes);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': '8',
      'content-disposition': `attachment; filename="document"; filename*=UTF-8''Gewerbeschein%20%22%C3%84%22.pdf`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    });
  }
});

test.each(['otherSeller', 'buyer', 'otherBuyer'] as const)(
  'of a document of others, %s does not learn that it is there, and it is not read',
  async (who) => {
    const { call } = await open({ document: () => Promise.resolve(file) });
    expect(await call('GET', `/v1/documents/${file.id}`, { as: people[who] })).toMatchObject({ status: 404 });
  },
);
