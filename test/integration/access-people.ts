import { newId } from '../../services/platform/ids';
import type { Role } from '../../services/user/user.schema';
import type { Visitor } from '../shopper/shopper';
import type { Who } from './access-doors';
import { sendRaw, type RawCall } from './raw';
import type { World } from './world';

const PASSWORD = 'a long enough password';

/** Everybody who can sign in, in the words of the matrix. */
export type People = Readonly<Record<Exclude<Who, 'nobody'>, Visitor>>;

/** Opens an account for each of them, in a world with two stalls. */
export async function invitePeople(world: World): Promise<People> {
  const [a, b] = world.market.stalls;
  if (!a || !b) throw new Error('there are two stalls');
  const arrive = async (role: Exclude<Role, 'guest'>, sellerId?: string) =>
    world.shop.signIn(await account(world, role, sellerId));
  const [buyerA, buyerB, courierA, courierB, support, admin] = await Promise.all([
    arrive('buyer'),
    arrive('buyer'),
    arrive('courier', a.sellerId),
    arrive('courier', b.sellerId),
    arrive('support'),
    arrive('admin'),
  ]);
  const [sellerA, sellerB] = await Promise.all([world.seller(a), world.seller(b)]);
  return {
    ...{ buyerA, buyerB, sellerA, sellerB, courierA, courierB, support, admin },
    guest: await world.shop.guest(),
  };
}

/** Somebody new with a role, for a shop where the role is of one. */
export async function account({ market }: World, role: Exclude<Role, 'guest'>, sellerId?: string) {
  const email = `${newId()}@people.example`;
  const { id } = await market.services.user.createDemoAccount({
    ...{ email, password: PASSWORD, name: 'Somebody', role },
    ...(sellerId === undefined ? {} : { sellerId }),
  });
  return { id, email, password: PASSWORD };
}

export const tokensOf = (people: People): Record<Who, string | undefined> => ({
  nobody: undefined,
  ...(Object.fromEntries(Object.entries(people).map(([who, { token }]) => [who, token])) as Record<
    keyof People,
    string
  >),
});

export type Say = ReturnType<typeof speaker>;

/** Sends a call that has to work, and gives its answer. */
export function speaker(world: World) {
  return async (
    who: Visitor,
    method: RawCall['method'],
    path: string,
    body?: unknown,
    more: Partial<RawCall> = {},
  ) => {
    const headers = { 'idempotency-key': newId(), ...more.headers };
    const answer = await sendRaw(world.apiUrl, { ...more, method, path, token: who.token, body, headers });
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as Record<string, unknown> & { id: string };
  };
}
