import { log, proxyActivities } from '@temporalio/workflow';
import type { PaymentActivities } from '../activities/payment.activities';
import { ASKING, OUTSIDE } from './steps';

const { findPaymentsToGuard } = proxyActivities<PaymentActivities>({
  ...OUTSIDE,
  startToCloseTimeout: '1 minute',
  summary: 'Find money that is reserved for a short time only',
});
const { guardPayment } = proxyActivities<PaymentActivities>({
  ...ASKING,
  scheduleToCloseTimeout: '5 minutes',
  summary: 'Have a payment looked after',
});

const PAGE = 50;

/**
 * Has every payment looked after whose reservation ends soon. One that cannot be looked after now is so in the next
 * run. Answers with how many it looked after.
 */
export async function paymentGuardian(): Promise<{ guarded: number }> {
  let guarded = 0;
  let after: string | null = null;
  for (;;) {
    const page: string[] = await findPaymentsToGuard({ after, limit: PAGE });
    for (const paymentId of page) {
      try {
        await guardPayment({ paymentId });
        guarded += 1;
      } catch {
        log.warn('a payment could not be looked after', { paymentId });
      }
    }
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return { guarded };
  }
}
