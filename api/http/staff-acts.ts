import type { Actor } from '../../services/user/user.schema';
import { isStaff } from '../access';
import { problemOf } from './problem';
import type { Reply } from './reply';

/** Where every act of staff is written: before it is done, and then how it ended. */
export interface StaffActs {
  begin(act: {
    by: { role: Actor['role']; id: string };
    act: string;
    about: string | null;
    note: string | null;
    requestId: string;
  }): Promise<string>;
  finish(id: string, end: { status: number; refusal: string | null }): Promise<void>;
}

/** What staff do for themselves, as everybody does, is nobody's concern. */
const OWN_AFFAIRS: ReadonlySet<string> = new Set(['Account', 'Basket', 'Behaviour', 'Checkout', 'Identity']);

/** Whether this call is an act of staff. Decided for all routes here, so that none can forget it. */
export function isStaffAct(
  route: { method: string; path: string; tags: readonly string[] },
  actor: Actor | null,
): actor is Actor {
  return (
    actor !== null &&
    isStaff(actor) &&
    route.method !== 'get' &&
    // What-if: it changes nothing.
    !/\/previews?$/.test(route.path) &&
    !route.tags.some((tag) => OWN_AFFAIRS.has(tag))
  );
}

/**
 * Does what staff ask for, with a line in the audit log. Where the line cannot be written nothing is done; where its
 * end cannot be written the act stands, and the line says that its end is not known.
 */
export async function asStaffAct(
  log: StaffActs,
  route: { method: string; path: string },
  actor: Actor,
  call: { params: unknown; body: unknown; requestId: string },
  act: () => Promise<Reply>,
): Promise<Reply> {
  const id = await log.begin({
    by: { role: actor.role, id: actor.id },
    act: `${route.method.toUpperCase()} ${route.path}`,
    about: textIn(call.params, 'id'),
    note: textIn(call.body, 'note'),
    requestId: call.requestId,
  });
  const finish = (status: number, refusal: string | null) =>
    log.finish(id, { status, refusal }).catch(() => undefined);
  try {
    const reply = await act();
    await finish(reply.status, null);
    return reply;
  } catch (error) {
    const { status, body } = problemOf(error);
    await finish(status, String(body.type).replace('/problems/', ''));
    throw error;
  }
}

function textIn(of: unknown, name: string): string | null {
  const value: unknown = typeof of === 'object' && of !== null ? Reflect.get(of, name) : null;
  return typeof value === 'string' ? value : null;
}
