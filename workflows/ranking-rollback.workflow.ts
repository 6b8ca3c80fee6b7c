import {
  allHandlersFinished,
  condition,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { RetrainingActivities } from '../activities/retraining.activities';
import { attention, notYet, refusal, refusalWithin } from './attention';
import { rollBackUpdate } from './retraining.messages';
import { OUTSIDE } from './steps';

const { rollBackRanking } = proxyActivities<RetrainingActivities>({
  ...OUTSIDE,
  // A person waits for the answer, and can press again.
  scheduleToCloseTimeout: '1 minute',
  summary: 'Go back to the ranking before',
});

/** It was started together with its update; when that never came there is nothing to do. */
const PATIENCE = '1 minute';

/** Staff go back to the ranking that was live before. It is started by the update itself. */
export async function rankingRollback(): Promise<{ versionId: string | null }> {
  const { runId } = workflowInfo();
  let versionId: string | null = null;
  let isBegun = false;
  let isOver = false;
  attention(() => (isOver ? 'over' : 'open'));
  setHandler(
    rollBackUpdate,
    async ({ by, note }) => {
      isBegun = true;
      setCurrentDetails(`${by.role} ${by.id} goes back to the ranking before. Note: ${note}`);
      try {
        const answer = await rollBackRanking({ rollbackId: runId, note });
        versionId = answer.versionId;
        return answer;
      } catch (error) {
        throw (
          refusalWithin(error) ??
          notYet('shop-busy', 'The ranking could not be changed now. Please try again in a minute.')
        );
      } finally {
        isOver = true;
      }
    },
    {
      description: 'Staff go back to the ranking before the one that is live.',
      validator: ({ note }) => {
        if (isBegun)
          throw refusal('rolling-back', 'Somebody is going back already. Nothing else was changed.');
        if (note.trim() === '') throw refusal('note-missing', 'Say why, in a sentence. Nothing was changed.');
      },
    },
  );
  await condition(() => isBegun, PATIENCE);
  if (isBegun) await condition(() => isOver);
  setCurrentDetails(
    versionId === null ? 'Nothing was changed.' : `Went back to version ${String(versionId)}.`,
  );
  await condition(allHandlersFinished);
  return { versionId };
}
