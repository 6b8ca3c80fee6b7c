import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGuardedFetch, type Surroundings } from './guarded-fetch';
import { isPublicAddress } from './public-address';

const LIMITS = { maxBytes: 1000, timeoutMs: 2000 };

describe('an address is public', () => {
  test.each([
    '93.184.216.34',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700:4700::1111',
    '2a00:1450:4001:81b::200e',
  ])('%s', (address) => expect(isPublicAddress(address)).toBe(true));
});

describe('an address is not public', () => {
  test.each([
    ['loopback', '127.0.0.1'],
    ['loopback, elsewhere', '127.255.255.254'],
    ['this machine', '0.0.0.0'],
    ['private', '10.1.2.3'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['shared by a provider', '100.64.0.1'],
    ['link-local: metadata of clouds', '169.254.169.254'],
    ['metadata of a cloud at a public-looking address', '168.63.129.16'],
    ['metadata of a cloud among protocol assignments', '192.0.0.192'],
    ['benchmarks', '198.18.0.1'],
    ['documentation', '203.0.113.5'],
    ['multicast', '224.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['loopback', '::1'],
    ['unspecified', '::'],
    ['unique local', 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['multicast', 'ff02::1'],
    ['loopback, mapped', '::ffff:127.0.0.1'],
    ['private, mapped, in hex', '::ffff:a00:1'],
    ['loopback, compatible', '::127.0.0.1'],
    ['translated', '64:ff9b::7f00:1'],
    ['6to4 of a private network', '2002:a00:1::1'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['documentation', '2001:db8::1'],
    ['no address', 'localhost'],
    ['nothing', ''],
  ])('%s: %s', (_what, address) => expect(isPublicAddress(address)).toBe(false));
});

describe('a fetch', () => {
  let server: Server;
  let port: number;
  let asked: string[] = [];
  let answer: RequestListener;

  beforeAll(async () => {
    server = createServer((req, res) => {
      asked.push(`${req.headers.host} ${req.url}`);
      answer(req, res);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked = [];
    answer = (_req, res) => res.end('a picture');
  });

  /** A world in which every name leads to our server, which passes for public; what else is asked for is told. */
  function world(names: Record<string, string[]> = {}) {
    const resolved: string[] = [];
    const surroundings: Surroundings = {
      resolve(host) {
        resolved.push(host);
        return Promise.resolve(names[host] ?? ['127.0.0.1']);
      },
      mayCall: (_url, address) => address === '127.0.0.1' || isPublicAddress(address),
    };
    return { resolved, fetchFile: createGuardedFetch(surroundings) };
  }
  const at = (host: string, path = '/') => `http://${host}:${port}${path}`;

  test('brings the file, from the one address that was looked at', async () => {
    const { resolved, fetchFile } = world();
    const file = await fetchFile({ ...LIMITS, url: at('pictures.example', '/one.jpg') });
    expect(file.toString()).toBe('a picture');
    expect(resolved).toEqual(['pictures.example']);
    expect(asked).toEqual([`pictures.example:${port} /one.jpg`]);
  });

  test.each([
    ['a file of this machine', 'file:///etc/passwd'],
    ['another protocol', 'gopher://pictures.example/'],
    ['data in the address', 'data:image/png;base64,AAAA'],
    ['credentials', 'http://user:secret@pictures.example/'],
    ['nonsense', 'http://'],
  ])('of %s is refused', async (_what, url) => {
    const { fetchFile } = world();
    await expect(fetchFile({ ...LIMITS, url })).rejects.toMatchObject({ code: 'address-refused' });
  });

  test.each([
    ['by its address', 'http://10.0.0.1/'],
    ['by its address in one number', 'http://167772161/'],
    ['by its address in octal', 'http://012.0.0.1/'],
    ['by its address in hex', 'http://0x0a000001/'],
    ['by its IPv6 address', 'http://[fd00::1]/'],
    ['mapped into IPv6', 'http://[::ffff:10.0.0.1]/'],
    ['by a name that leads to it', 'http://inside.example/'],
    ['by a name that leads to it as well', 'http://both.example/'],
  ])('of a private machine %s is refused, and not asked', async (_what, url) => {
    const { fetchFile } = world({
      'inside.example': ['192.168.0.10'],
      'both.example': ['127.0.0.1', '10.0.0.1'],
    });
    await expect(fetchFile({ ...LIMITS, url })).rejects.toMatchObject({ code: 'address-refused' });
    expect(asked).toEqual([]);
  });

  test('by default goes to no loopback address, and to no other port than those of the web', async () => {
    const fetchFile = createGuardedFetch();
    for (const url of [at('127.0.0.1'), at('localhost'), 'http://1.1.1.1:8080/'])
      await expect(fetchFile({ ...LIMITS, url })).rejects.toMatchObject({ code: 'address-refused' });
    expect(asked).toEqual([]);
  });

  test('follows a redirect only after looking at where it leads', async () => {
    answer = (req, res) => {
      if (req.url !== '/start') return res.end('moved here');
      res.writeHead(302, { location: '/there' }).end();
    };
    const { fetchFile } = world({ 'inside.example': ['192.168.0.10'] });
    expect((await fetchFile({ ...LIMITS, url: at('pictures.example', '/start') })).toString()).toBe(
      'moved here',
    );

    answer = (_req, res) => res.writeHead(302, { location: 'http://inside.example/' }).end();
    await expect(fetchFile({ ...LIMITS, url: at('pictures.example') })).rejects.toMatchObject({
      code: 'address-refused',
    });
    answer = (_req, res) => res.writeHead(307, { location: 'http://169.254.169.254/latest' }).end();
    await expect(fetchFile({ ...LIMITS, url: at('pictures.example') })).rejects.toMatchObject({
      code: 'address-refused',
    });
  });

  test('resolves the name anew at a redirect, so that a name cannot change its mind', async () => {
    let times = 0;
    const fetchFile = createGuardedFetch({
      resolve: () => Promise.resolve([(times += 1) === 1 ? '127.0.0.1' : '10.0.0.1']),
      mayCall: (_url, address) => address === '127.0.0.1',
    });
    answer = (_req, res) => res.writeHead(302, { location: '/again' }).end();
    await expect(fetchFile({ ...LIMITS, url: at('pictures.example') })).rejects.toMatchObject({
      code: 'address-refused',
    });
    expect(asked).toHaveLength(1);
  });

  test.each<[string, RequestListener]>([
    ['sends us in circles', (_req, res) => res.writeHead(302, { location: '/round' }).end()],
    ['sends more than we take', (_req, res) => res.end('x'.repeat(1001))],
    ['never ends', (_req, res) => void res.writeHead(200).write('x')],
    ['never begins', () => undefined],
    ['breaks off', (_req, res) => (res.writeHead(200, { 'content-length': '5' }).write('x'), res.destroy())],
    ['packs the file', (_req, res) => res.writeHead(200, { 'content-encoding': 'gzip' }).end('x')],
    ['has no such file', (_req, res) => res.writeHead(404).end('x')],
  ])('from a server that %s fails in time', async (_what, listener) => {
    answer = listener;
    const { fetchFile } = world();
    const startedMs = Date.now();
    await expect(
      fetchFile({ maxBytes: 1000, timeoutMs: 300, url: at('pictures.example') }),
    ).rejects.toMatchObject({ code: 'fetch-failed' });
    expect(Date.now() - startedMs).toBeLessThan(2000);
    expect(asked.length).toBeLessThanOrEqual(4);
  });
});
