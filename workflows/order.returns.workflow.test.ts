import { type Stage, type Steps, startStage } from '../test/workflows';
import { anOrder as orderOn, endWhatIsOpen } from './order.fixture';
import { orderStatusQuery } from './order.messages';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, 120_000);
afterEach(() => endWhatIsOpen(stage));
afterAll(() => stage.close());
jest.setTimeout(60_000);

/** An order that was delivered, and may be sent back. */
async function delivered(steps: Partial<Steps> = {}, ends: Parameters<typeof orderOn>[2] = {}) {
  const order = await orderOn(stage, steps, ends);
  await order.accept();
  await order.ship();
  await stage.env.sleep('3 hours');
  expect(await order.handle.query(orderStatusQuery)).toBe('delivered');
  return order;
}
const movesOf = () =>
  stage.calls
    .filter(({ step }) => step === 'stepReturn')
    .map(({ input }) => {
      const { to, by } = input as { to: string; by: { role: string } };
      return `${by.role} ${to}`;
    });
const refundsOf = () =>
  stage.calls.filter(({ step }) => step === 'requestFullRefund').map(({ input }) => input);

test('a return is agreed to, travels, is found good and given back', async () => {
  const { handle, refund, sendBack, decide, inspect } = await delivered();
  const { returnId } = await sendBack();
  expect(await decide(returnId, 'approve')).toEqual({ returnId, status: 'approved' });
  await stage.env.sleep('5 hours');
  expect(await inspect(returnId)).toEqual({ returnId, status: 'accepted' });
  expect(await refund('ret1').result()).toBe('refunded');
  expect(await handle.result()).toBe('closed');
  expect(movesOf()).toEqual(['seller approved', 'system received', 'seller accepted']);
  expect(refundsOf()).toMatchObject([{ returnId }]);
});

test('silence of the seller agrees to a return and finds it good', async () => {
  const { handle, refund, sendBack } = await delivered();
  await sendBack();
  expect(await handle.result()).toBe('closed');
  expect(movesOf()).toEqual(['system approved', 'system received', 'system accepted']);
  expect(await refund('ret1').result()).toBe('refunded');
});

test('a return that is asked for on the last day keeps the order open until it is over', async () => {
  const { handle, sendBack, decide, inspect } = await delivered();
  await stage.env.sleep('330 hours');
  const { returnId } = await sendBack();
  await stage.env.sleep('20 hours');
  expect(await handle.query(orderStatusQuery)).toBe('delivered');
  await expect(sendBack()).rejects.toMatchObject({ cause: { type: 'return-window-over' } });
  await decide(returnId, 'approve');
  await stage.env.sleep('5 hours');
  await inspect(returnId, []);
  expect(await handle.result()).toBe('closed');
  expect(movesOf().at(-1)).toBe('seller refused');
  expect(refundsOf()).toEqual([]);
});

test('a buyer who keeps it gets the offered part of the money, and nothing travels', async () => {
  const { handle, refund, sendBack, decide, answer } = await delivered();
  const { returnId } = await sendBack();
  await decide(returnId, 'offer');
  expect(await answer(returnId, true)).toEqual({ returnId, status: 'kept' });
  expect(await refund('ret1').result()).toBe('refunded');
  expect(await handle.result()).toBe('closed');
  expect(stage.calls.filter(({ step }) => step === 'bookDelivery')).toHaveLength(1);
});

test('a seller who says no is heard, and nothing is given back', async () => {
  const { handle, sendBack, decide, receive } = await delivered();
  const { returnId } = await sendBack();
  await decide(returnId, 'reject');
  await expect(receive(returnId)).rejects.toMatchObject({ cause: { type: 'return-state' } });
  expect(await handle.result()).toBe('closed');
  expect(refundsOf()).toEqual([]);
});

test('what the carrier loses on the way back is given back without being looked at', async () => {
  const { handle, refund, sendBack, decide } = await delivered({}, { ret1: 'lost' });
  const { returnId } = await sendBack();
  await decide(returnId, 'approve');
  expect(await handle.result()).toBe('closed');
  expect(movesOf()).toEqual(['seller approved', 'system accepted']);
  expect(await refund('ret1').result()).toBe('refunded');
});

test('a return that comes back to the buyer expires, and nothing is given back', async () => {
  const { handle, sendBack, decide } = await delivered({}, { ret1: 'returned' });
  const { returnId } = await sendBack();
  await decide(returnId, 'approve');
  expect(await handle.result()).toBe('closed');
  expect(movesOf().at(-1)).toBe('system expired');
  expect(refundsOf()).toEqual([]);
});

test('of two answers to a return at once one is told that the other was first', async () => {
  const { sendBack, decide } = await delivered();
  const { returnId } = await sendBack();
  const answers = await Promise.allSettled([decide(returnId, 'approve'), decide(returnId, 'reject')]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(movesOf()).toHaveLength(1);
});

test('what has not arrived cannot be sent back', async () => {
  const { accept, sendBack } = await orderOn(stage);
  await accept();
  await expect(sendBack()).rejects.toMatchObject({ cause: { type: 'order-state' } });
});
