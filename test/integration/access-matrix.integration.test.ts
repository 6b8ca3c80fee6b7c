import { io } from 'socket.io-client';
import { fakeDeps } from '../../api/api.fixture';
import { createRoutes } from '../../api/routes';
import { WATCHED } from '../../api/sockets';
import { callOf, DESCRIBED } from './access-calls';
import { DOORS, WHO, type Cell, type Who } from './access-doors';
import { ROUTES, WATCHES } from './access-matrix';
import { setAccessScene, type AccessScene } from './access-scene';
import { photograph } from './photograph';
import { openWorld, type World } from './world';

jest.setTimeout(90_000);

interface Ask {
  route: string;
  who: Who;
  expected: Cell;
}

const OPEN = 'open';
/** As many at once as keep the shop busy and do not wait for each other. */
const AT_ONCE = 8;

const cellsOf = (door: string): readonly Cell[] => DOORS.get(door) ?? [];
const asksOf = (door: string, route: string): Ask[] =>
  WHO.map((who, at) => ({ route, who, expected: cellsOf(door)[at] ?? 'same' }));
const listed = Object.entries(ROUTES);
const asks = listed.flatMap(([door, routes]) =>
  door === OPEN ? [] : routes.flatMap((route) => asksOf(door, route)),
);
const changes = ({ route }: Ask) => !route.startsWith('GET ');

let world: World;
let scene: AccessScene;
beforeAll(async () => {
  world = await openWorld('access', { sellers: 2, consumers: true });
  scene = await setAccessScene(world);
}, 120_000);
afterAll(() => world.stop());

async function ask(route: string, who: Who): Promise<{ status: number; text: string }> {
  const { method, path, token, body, text, headers } = callOf(route, scene.things, scene.tokens[who]);
  const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const answer = await fetch(`${world.apiUrl}${path}`, {
    method,
    headers: {
      ...(content === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(content === undefined ? {} : { body: content }),
  });
  return { status: answer.status, text: await answer.text() };
}

/** Whether somebody is past the door: served, or refused for how things stand. */
const isPast = (status: number) => status < 400 || [402, 409, 412, 422].includes(status);

/** Asks one after another, or many at once, and tells where somebody was answered otherwise than the matrix says. */
async function surprises(wanted: readonly Ask[], atOnce = AT_ONCE): Promise<string[]> {
  const found: string[] = [];
  const queue = wanted.values();
  const takeTurns = async () => {
    for (const { route, who, expected } of queue) {
      const { status, text } = await ask(route, who);
      const isRight = expected === 'yes' ? isPast(status) : String(status) === expected;
      if (!isRight) found.push(`${route} by ${who}: ${status} instead of ${expected}: ${text.slice(0, 300)}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  return found.sort();
}

test('every route stands in the matrix once, and nothing else does', () => {
  const there = createRoutes(fakeDeps()).map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  const inMatrix = listed.flatMap(([, routes]) => routes);
  expect([...inMatrix].sort()).toEqual([...there].sort());
  for (const route of DESCRIBED) expect(there).toContain(route);
  for (const [door, cells] of DOORS) expect([door, ...cells]).toHaveLength(WHO.length + 1);
  for (const door of [...Object.keys(ROUTES), ...Object.values(WATCHES)])
    expect([...DOORS.keys()]).toContain(door);
});

test('whoever may not do something is told so and no more, and changes nothing by it', async () => {
  const before = await photograph(world);
  expect(await surprises(asks.filter(({ expected }) => expected !== 'yes'))).toEqual([]);
  expect(await photograph(world)).toEqual(before);
});

test('whoever may read something is given it', async () => {
  expect(await surprises(asks.filter((ask) => ask.expected === 'yes' && !changes(ask)))).toEqual([]);
});

test('where everybody may come in, nobody is treated otherwise for who they are', async () => {
  for (const route of ROUTES[OPEN] ?? []) {
    const statuses = new Set(
      (await Promise.all(WHO.map((who) => ask(route, who)))).map(({ status }) => status),
    );
    expect([route, ...statuses]).toHaveLength(2);
  }
});

describe('a socket', () => {
  /** What watching one thing of A's is answered. */
  async function watchedBy(who: Who, what: string): Promise<string> {
    const token = scene.tokens[who];
    const socket = io(new URL(world.apiUrl).origin, {
      ...{ auth: token === undefined ? {} : { token }, transports: ['websocket'] },
      ...{ reconnection: false, forceNew: true },
    });
    try {
      return await new Promise((resolve) => {
        const tell = (problem: { status?: number } | undefined) => resolve(String(problem?.status ?? 'yes'));
        socket.once('connect_error', (error) => tell((error as { data?: { status?: number } }).data));
        socket.once('connect', () =>
          socket.emit(
            'watch',
            { [what]: scene.things[`${what}Id`] },
            (answer: { problem?: { status: number } }) => tell(answer.problem),
          ),
        );
      });
    } finally {
      socket.disconnect();
    }
  }

  test('every thing that can be watched stands in the matrix', () => {
    expect(Object.keys(WATCHES).sort()).toEqual([...WATCHED].sort());
  });

  test.each(Object.entries(WATCHES))(
    'lets in to a %s whom the matrix names, and nobody else',
    async (what, door) => {
      const answers = await Promise.all(WHO.map(async (who) => [who, await watchedBy(who, what)] as const));
      expect(Object.fromEntries(answers)).toEqual(
        Object.fromEntries(WHO.map((who, at) => [who, cellsOf(door)[at]])),
      );
    },
  );
});

/** Last, because it changes what the others look at: one after another, in the order of the matrix. */
test('whoever may change something is let in', async () => {
  expect(
    await surprises(
      asks.filter((ask) => ask.expected === 'yes' && changes(ask)),
      1,
    ),
  ).toEqual([]);
});
