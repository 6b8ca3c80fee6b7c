import {
  allHandlersFinished,
  condition,
  continueAsNew,
  log,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { OnboardingActivities } from '../activities/onboarding.activities';
import type { OnboardingNews } from '../services/onboarding/onboarding.letters';
import type { ApplicationStatus, Question, Step } from '../services/onboarding/onboarding.schema';
import { applicationIsOver, type Standing, STEPS } from '../services/onboarding/onboarding.state';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { attention, notYet, refusalWithin } from './attention';
import {
  applicationStatusQuery,
  approveApplicationUpdate,
  askBackUpdate,
  beginApplicationUpdate,
  refuseApplicationUpdate,
  type SellerInput,
  stepUpdates,
  submitApplicationUpdate,
} from './onboarding.messages';
import { mustBeComplete, mustBeEditable, mustBeWithStaff, mustHaveWords, waitsFor } from './onboarding.rules';
import { INSIDE, OUTSIDE } from './steps';

const local = (summary: string) => proxyLocalActivities<OnboardingActivities>({ ...INSIDE, summary });
const remote = (summary: string, more: { scheduleToCloseTimeout?: '1 minute' } = {}) =>
  proxyActivities<OnboardingActivities>({ ...OUTSIDE, ...more, summary });

const { openApplication } = local('Open the application');
const { takeStep } = local('Check and write down a step');
// A person waits for the answer, and can press again.
const { takeBankStep } = remote('Ask the provider about the bank account', {
  scheduleToCloseTimeout: '1 minute',
});
const { submitApplication } = local('Hand the application to staff');
const { askApplicant } = local('Write down what staff ask');
const { decideApplication } = local('Write down what staff decided');
const { remindApplicant } = local('Write down that nothing was heard');
const { expireApplication } = local('Close the application for now');
const { openShop } = local('Open the shop and let its founder in');
const { tellApplicant } = remote('Write to the applicant');

/** The bank's steps ask the provider. */
const AT_BANK: ReadonlySet<Step> = new Set(['payout', 'deposits']);

/**
 * Somebody wants to sell here. They do the steps in any order and over weeks, staff look at it, ask back, and approve
 * or refuse. Silence is reminded of and in the end closes the application; any step opens it again.
 */
export async function sellerOnboarding(input: SellerInput): Promise<ApplicationStatus> {
  const { sellerId } = input;
  let now: Standing | null = null;
  let busy = false;
  let isShopOpen = false;
  const letters: Promise<void>[] = [];
  const staff = attention(() => now?.status ?? 'opening');

  setHandler(applicationStatusQuery, () => now?.status ?? 'opening');
  setHandler(beginApplicationUpdate, () => act(() => undefined, standing), {
    description: 'Begins the application, or takes it up again.',
  });
  for (const step of STEPS)
    setHandler(stepUpdates[step], ({ draftId }) => act(mustBeEditable, () => take(step, draftId)), {
      description: `The applicant does the step ${step}.`,
      validator: (_given) => known(mustBeEditable),
    });
  setHandler(submitApplicationUpdate, () => act(mustBeComplete, () => submitApplication({ sellerId })), {
    description: 'The applicant hands it to staff.',
    validator: () => known(mustBeComplete),
  });
  setHandler(
    askBackUpdate,
    async (asking) => {
      const answer = await act(mustBeWithStaff, () => askApplicant({ sellerId, ...asking }));
      tell('questions');
      return answer;
    },
    {
      description: 'Staff ask the applicant back.',
      validator: ({ questions }: { questions: Question[] }) => {
        known(mustBeWithStaff);
        mustHaveWords(questions.map(({ text }) => text));
      },
    },
  );
  setHandler(
    approveApplicationUpdate,
    async (decision) => {
      await act(mustBeWithStaff, () => decideApplication({ sellerId, as: 'approved', ...decision }));
      await condition(() => isShopOpen || staff.problem() !== null);
      return standing();
    },
    { description: 'Staff approve: the shop opens.', validator: (_decision) => known(mustBeWithStaff) },
  );
  setHandler(
    refuseApplicationUpdate,
    (decision) => act(mustBeWithStaff, () => decideApplication({ sellerId, as: 'refused', ...decision })),
    {
      description: 'Staff refuse, with the reason that the applicant is told.',
      validator: ({ note }) => {
        known(mustBeWithStaff);
        mustHaveWords([note]);
      },
    },
  );

  busy = true;
  await staff.insist('Open the application', async () => (now = await openApplication({ sellerId })), {
    canSkip: false,
  });
  busy = false;
  upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.seller, value: sellerId }]);
  const found = standing().status;
  become(standing());

  while (!applicationIsOver(standing().status)) {
    await waitAndAct(standing());
    if (workflowInfo().continueAsNewSuggested && !applicationIsOver(standing().status)) await goOnAfresh();
  }
  const { status } = standing();
  if (status === 'approved') {
    await staff.insist('Open the shop', () => openShop({ sellerId }), { canSkip: false });
    isShopOpen = true;
  }
  // A run that was started for one that is over already has no news.
  if (status !== found && status !== 'open' && status !== 'submitted') tell(status);
  await Promise.all(letters);
  await condition(allHandlersFinished);
  return status;

  function standing(): Standing {
    if (now === null)
      throw notYet('application-opening', 'The application is being opened. Try again in a moment.');
    return now;
  }

  /** Refuses at once what is known to be refused; what is not known yet is asked again when it is. */
  function known(rule: (now: Standing) => void): void {
    if (now !== null && !busy) rule(now);
  }

  /** One act at a time, in the order in which they came. */
  async function act(
    rule: (now: Standing) => void,
    step: () => Standing | Promise<Standing>,
  ): Promise<Standing> {
    // Of several that wait for this moment the first may have taken it.
    do await condition(() => now !== null && !busy);
    while (busy);
    rule(standing());
    busy = true;
    try {
      become(await step());
      return standing();
    } catch (error) {
      throw refusalWithin(error) ?? error;
    } finally {
      busy = false;
    }
  }

  async function take(step: Step, draftId: string): Promise<Standing> {
    if (!AT_BANK.has(step)) return takeStep({ sellerId, draftId });
    try {
      return await takeBankStep({ sellerId, draftId });
    } catch (error) {
      throw (
        refusalWithin(error) ??
        notYet(
          'provider-unavailable',
          'The payment provider did not answer. Please send it again in a minute.',
        )
      );
    }
  }

  /** Waits for somebody to act or for the next moment that matters. */
  async function waitAndAct(seen: Standing): Promise<void> {
    const isChanged = () => now !== seen && !busy;
    const { remindAt, expireAt } = seen;
    const at = remindAt ?? expireAt;
    if (at === null) return condition(isChanged);
    const summary = remindAt === null ? 'Close it if nothing is heard' : 'Remind the applicant';
    if (await condition(isChanged, Math.max(1, Date.parse(at) - Date.now()), { summary })) return;
    do await condition(() => !busy);
    while (busy);
    if (now !== seen) return;
    if (remindAt !== null) return remind(remindAt);
    await alone('Close the application for now', () => expireApplication({ sellerId, at }));
  }

  async function remind(at: string): Promise<void> {
    await alone('Write down the reminder', () => remindApplicant({ sellerId, at }));
    tell('reminder');
  }

  async function alone(what: string, step: () => Promise<Standing>): Promise<void> {
    busy = true;
    await staff.insist(what, async () => become(await step()), { canSkip: false });
    busy = false;
  }

  /** Mail goes out beside the story: a mail server that is away holds nothing up. */
  function tell(news: OnboardingNews): void {
    const sent = tellApplicant({ sellerId, news }).catch((error: unknown) =>
      log.warn('the applicant could not be written to', { news, error: String(error) }),
    );
    letters.push(sent);
  }

  function become(next: Standing): void {
    now = next;
    setCurrentDetails(waitsFor(next));
    upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.status, value: next.status }]);
  }

  /** Where it stands is written down, so a new run needs nothing from this one. */
  async function goOnAfresh(): Promise<void> {
    await Promise.all(letters);
    await condition(allHandlersFinished);
    await continueAsNew<typeof sellerOnboarding>(input);
  }
}
