import {
  condition,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { WebhookActivities } from '../activities/webhook.activities';
import type { AttemptResult } from '../services/webhook/webhook.sending';
import type { WebhookDeliveryStatus } from '../services/webhook/webhook.schema';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { attention } from './attention';
import { OUTSIDE } from './steps';
import {
  sendWebhookNowUpdate,
  type WebhookDeliveryInput,
  webhookStatusQuery,
} from './webhook-delivery.messages';

/**
 * Longer than a receiver may take. Where many are under way, or our own stores are away, it is asked for again: thousands
 * of events for one slow receiver wait for each other, so staff are not called for days.
 */
const { attemptWebhook } = proxyActivities<WebhookActivities>({
  ...OUTSIDE,
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '3 days',
  summary: 'Send it to the receiver',
});
const { tellWebhookOwner } = proxyActivities<WebhookActivities>({
  ...OUTSIDE,
  scheduleToCloseTimeout: '3 days',
  summary: 'Tell the owner that the receiver is switched off',
});

/**
 * An event is sent to one receiver: at once, and when that fails again and again with longer pauses, for days. It is
 * over when the receiver takes it, when the tries are used up, or when nobody listens there any more.
 */
export async function webhookDelivery(
  input: WebhookDeliveryInput,
): Promise<Exclude<WebhookDeliveryStatus, 'waiting'>> {
  const { deliveryId, pausesSeconds } = input;
  const { runId } = workflowInfo();
  let status: WebhookDeliveryStatus = 'waiting';
  let isAsked = false;
  const staff = attention(() => status);
  setHandler(webhookStatusQuery, () => status);
  setHandler(
    sendWebhookNowUpdate,
    () => {
      isAsked = true;
      return { status };
    },
    { description: 'Its owner, or staff, have it sent now instead of later.' },
  );

  for (let tries = 0; ; tries += 1) {
    // Whoever asks while it is being sent asks for one try more.
    isAsked = false;
    const pauseSeconds = pausesSeconds[tries];
    const { outcome, disabled } = await send(tries, pauseSeconds);
    if (disabled)
      await staff.insist('Tell the owner that the receiver is switched off', () =>
        tellWebhookOwner({ deliveryId }),
      );
    if (outcome === 'again' && pauseSeconds !== undefined) {
      setCurrentDetails(`Try ${tries + 1} failed. The next one is in ${pauseSeconds} s.`);
      await condition(() => isAsked, pauseSeconds * 1000, { summary: 'Try again' });
      continue;
    }
    if (isAsked && outcome === 'failed' && !disabled) continue;
    return end(outcome === 'again' ? 'failed' : outcome);
  }

  async function send(tries: number, pauseSeconds: number | undefined): Promise<AttemptResult> {
    const pauseMs = pauseSeconds === undefined ? null : pauseSeconds * 1000;
    const request = { deliveryId, key: `${runId}-${tries}`, pauseMs };
    let made: AttemptResult | null = null;
    await staff.insist('Send it to the receiver', async () => (made = await attemptWebhook(request)), {
      canSkip: false,
    });
    return made as unknown as AttemptResult;
  }

  function end(as: Exclude<WebhookDeliveryStatus, 'waiting'>) {
    status = as;
    setCurrentDetails(WORDS[as]);
    upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.status, value: as }]);
    return as;
  }
}

const WORDS = {
  delivered: 'The receiver has taken it.',
  failed: 'The receiver has not taken it, and it is not tried any more.',
  dropped: 'The receiver is switched off or gone; nothing more is sent.',
} as const;
