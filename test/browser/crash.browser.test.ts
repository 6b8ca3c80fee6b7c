import { createSimulatorProvider } from '../../services/payment/providers/simulator';
import { pidsIn } from '../../stack/process/identity';
import { runDir } from '../../stack/process/managed';
import { testConfig, testEnv } from '../servers';
import { closeBrowserAfterwards, scene } from './browser';
import { fillAddress, goodsOfShops, orderIdIn, pay, placedOrder, putInBasket } from './shopping';

closeBrowserAfterwards();

/** What a browser says of an API that is down; the supervisor starts it again. */
const WHILE_IT_IS_DOWN = [/50[0-4]|ERR_CONNECTION|ECONNREFUSED|socket|websocket/i];

scene(
  'an API and workers that die while the buyer is at the bank cost nothing but a moment',
  async (visit) => {
    const [item] = await goodsOfShops(1);
    if (!item) throw new Error('The catalogue is empty.');
    const { page } = await visit({ expected: WHILE_IT_IS_DOWN });
    await putInBasket(page, item);
    await page.goto('/checkout');
    await fillAddress(page);
    await pay(page, 'Asks the bank');
    const approve = page.getByRole('button', { name: 'Approve' });
    await approve.waitFor();

    const before = pids();
    for (const pid of [before.worker, before.api]) kill(pid);
    await approve.click();
    await placedOrder(page);

    const after = pids();
    expect([after.worker, after.api]).not.toContain(before.worker);
    expect([after.worker, after.api]).not.toContain(before.api);
    const [checkoutId = ''] = orderIdIn(page.url()).split('-');
    expect(await chargesOf(checkoutId)).toEqual(['authorised']);
  },
);

function kill(pid: number | undefined): void {
  // To signal process 0 is to signal every process of this group, the test among them.
  if (pid === undefined) throw new Error('The worker or the API of the shop under test is not running.');
  process.kill(pid, 'SIGKILL');
}

function pids(): Record<string, number> {
  return pidsIn(runDir(testEnv().CARAVAN_TEST_DIR ?? ''));
}

/** How each charge stands that the provider knows of this purchase. */
async function chargesOf(paymentId: string): Promise<string[]> {
  const config = testConfig();
  const provider = createSimulatorProvider({
    baseUrl: config.PAYMENT_PROVIDER_URL,
    apiKey: config.PAYMENT_PROVIDER_KEY,
    webhookSecret: config.PAYMENT_WEBHOOK_SECRET,
    timeoutMs: config.PAYMENT_TIMEOUT_MS,
  });
  return (await provider.findByReference(paymentId)).map(({ status }) => status);
}
