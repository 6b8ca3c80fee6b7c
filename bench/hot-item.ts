import { bundleOf, buildEntries } from '../stack/build/entries';
import { exec } from '../stack/machine/exec';
import { root } from '../stack/machine/paths';
import { newId } from '../services/platform/ids';
import { ApiProblem } from '../test/shopper/http';
import { fillBasket } from '../test/shopper/purchase';
import type { Shop } from '../test/shopper/shopper';
import { eventually } from '../test/shopper/wait';
import { runLoad } from './load';

export interface HotItemFigures {
  stock: number;
  buyers: number;
  sold: number;
  /** 409: sold out. */
  refused: number;
  /** Anything else. */
  errors: number;
}

const SCRIPT = 'bench/hot-item.main.ts';
const PREPARED_AT_ONCE = 16;
const LIMIT_MS = 120_000;
/** The catalogue shows a new product within about a second. */
const SHOWN_WITHIN_MS = 15_000;

/** Everybody has it in the basket, and presses pay at the same moment. */
export async function measureHotItem(options: {
  shop: Shop;
  env: Record<string, string>;
  stock: number;
  buyers: number;
}): Promise<HotItemFigures & { reasons: string[] }> {
  const { shop, stock, buyers } = options;
  const id = `hot-${newId().slice(0, 16)}`;
  await buildEntries([SCRIPT]);
  const script = (...args: string[]) =>
    exec(process.execPath, ['--enable-source-maps', bundleOf(SCRIPT), ...args], {
      cwd: root,
      env: { ...process.env, ...options.env },
      purpose: 'Putting up the hot item',
    });
  await script('put', id, String(stock));
  try {
    await eventually(
      'the hot item to be shown',
      () => shop.product(id).catch(() => null),
      (shown) => shown !== null && Object.values(shown.available).some((units) => units === stock),
      { withinMs: SHOWN_WITHIN_MS },
    );
    const baskets = await runLoad(() => fillBasket(shop, [{ slug: id, quantity: 1 }]), {
      count: buyers,
      atOnce: PREPARED_AT_ONCE,
      limitMs: LIMIT_MS,
    });
    const outcomes = await Promise.allSettled(
      baskets.done.map(async ({ buyer, request }) => (await buyer.placeOrder(request)).status),
    );
    return countOf(outcomes, { stock, buyers, unprepared: baskets.errors });
  } finally {
    await script('end', id);
  }
}

function countOf(
  outcomes: readonly PromiseSettledResult<string>[],
  { stock, buyers, unprepared }: { stock: number; buyers: number; unprepared: readonly Error[] },
): HotItemFigures & { reasons: string[] } {
  const sold = outcomes.filter((one) => one.status === 'fulfilled' && one.value === 'placed').length;
  const refused = outcomes.filter((one) => one.status === 'rejected' && isSoldOut(one.reason)).length;
  const others = outcomes.flatMap((one) => {
    if (one.status === 'fulfilled') return one.value === 'placed' ? [] : [`it is ${one.value}`];
    return isSoldOut(one.reason) ? [] : [String(one.reason)];
  });
  const reasons = [...unprepared.map(({ message }) => message), ...others];
  return { stock, buyers, sold, refused, errors: buyers - sold - refused, reasons };
}

function isSoldOut(reason: unknown): boolean {
  return reason instanceof ApiProblem && reason.status === 409 && reason.code === 'out-of-stock';
}
