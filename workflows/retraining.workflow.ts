import {
  ActivityCancellationType,
  allHandlersFinished,
  condition,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { RetrainingActivities } from '../activities/retraining.activities';
import { isEnough, verdictOf } from '../services/recommendation/recommendation.state';
import { attention } from './attention';
import { type RetrainingInput, type RetrainingResult, retrainingStatusQuery } from './retraining.messages';
import { INSIDE, OUTSIDE, WATCHING } from './steps';

/** Each is the same again when it is repeated. A worker that died is noticed by the missing heartbeat. */
const LONG = {
  ...WATCHING,
  startToCloseTimeout: '30 minutes',
  scheduleToCloseTimeout: '3 hours',
  heartbeatTimeout: '10 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
} as const;
const long = (summary: string) => proxyActivities<RetrainingActivities>({ ...LONG, summary });
const { gatherInteractions } = long('Gather what shoppers turned to');
const { trainRanking } = long('Train the model');
const { judgeRanking } = long('Judge it by what shoppers found since');
const { listRecommendations } = long('Write the lists');
const { publishRanking } = proxyActivities<RetrainingActivities>({
  ...OUTSIDE,
  summary: 'Show it to shoppers',
});
const { setRankingAside } = proxyLocalActivities<RetrainingActivities>({
  ...INSIDE,
  summary: 'Set it aside',
});

/**
 * Makes a new ranking of what to recommend from what shoppers turned to lately, and publishes it if it finds no less
 * than what is live and than popularity. Nothing changes for shoppers before that.
 */
export async function retraining({ atLeast }: RetrainingInput = {}): Promise<RetrainingResult> {
  const versionId = workflowInfo().runId;
  let phase = 'gathering';
  const staff = attention(() => phase);
  setHandler(retrainingStatusQuery, () => phase);

  const gathered = await step('Gather what shoppers turned to', 'gathering', () =>
    gatherInteractions({ versionId }),
  );
  if (gathered === null) return givenUp('Gathering');
  if (!isEnough(gathered, atLeast))
    return end('too-little', null, `${gathered.shoppers} shoppers are too few to learn from.`);

  setCurrentDetails(
    `Trains on ${gathered.interactions} interactions of ${gathered.shoppers} shoppers with ${gathered.products} products.`,
  );
  if ((await step('Train the model', 'training', () => trainRanking({ versionId }))) === null)
    return givenUp('Training');

  const evaluation = await step('Judge the model', 'judging', () => judgeRanking({ versionId }));
  if (evaluation === null) return givenUp('Judging');
  const { ranking, isPublished, reason } = verdictOf(evaluation);
  if (!isPublished) return end('not-better', ranking, reason);

  setCurrentDetails(`Publishes the ranking ${ranking}. ${reason}`);
  const listed = await step('Write the lists', 'publishing', () =>
    listRecommendations({ versionId, ranking }),
  );
  if (listed === null) return givenUp('Writing the lists');
  const shown = await step('Publish the ranking', 'publishing', async () => {
    await publishRanking({ versionId, ranking });
    return true;
  });
  return shown === null ? givenUp('Publishing') : end('published', ranking, reason);

  /** The answer of a step, or null when staff skipped it. */
  async function step<Result>(what: string, now: string, run: () => Promise<Result>): Promise<Result | null> {
    phase = now;
    let answer: Result | null = null;
    const decided = await staff.insist(what, async () => (answer = await run()));
    return decided === 'skipped' ? null : answer;
  }

  function givenUp(what: string): Promise<RetrainingResult> {
    return end('given-up', null, `${what} kept failing, and was given up by staff.`);
  }

  async function end(
    outcome: RetrainingResult['outcome'],
    ranking: RetrainingResult['ranking'],
    reason: string,
  ): Promise<RetrainingResult> {
    if (outcome !== 'published')
      await staff.insist('Set the version aside', () => setRankingAside({ versionId, reason }));
    phase = outcome;
    setCurrentDetails(`${WORDS[outcome]} ${reason}`);
    await condition(allHandlersFinished);
    return { outcome, ranking, reason };
  }
}

const WORDS = {
  published: 'Published.',
  'not-better': 'Not published.',
  'too-little': 'Nothing was trained.',
  'given-up': 'Not published.',
} as const;
