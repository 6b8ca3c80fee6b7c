import { Context } from '@temporalio/activity';
import type { RankingPublishing } from '../services/recommendation/recommendation.publishing';
import type { RankingName } from '../services/recommendation/recommendation.schema';
import type {
  JobResults,
  TrainingJob,
  TrainingRoom,
} from '../services/recommendation/recommendation.training';
import { mappedAll } from './failures';

export type RetrainingActivities = ReturnType<typeof createRetrainingActivities>;

const BEAT_MS = 2_000;

/** Steps of making a new ranking. What takes long is done in a process of its own and tells how far it is. */
export function createRetrainingActivities({
  trainingRoom,
  rankingPublishing,
}: {
  trainingRoom: TrainingRoom;
  rankingPublishing: RankingPublishing;
}) {
  const inRoom = <Job extends TrainingJob>(job: Job): Promise<JobResults[Job['kind']]> =>
    beating((onProgress, signal) => trainingRoom.run(job, { onProgress, signal }));

  return mappedAll({
    gatherInteractions: (request: { versionId: string }) => inRoom({ kind: 'gather', ...request }),
    trainRanking: (request: { versionId: string }) => inRoom({ kind: 'train', ...request }),
    judgeRanking: (request: { versionId: string }) => inRoom({ kind: 'evaluate', ...request }),
    listRecommendations: (request: { versionId: string; ranking: RankingName }) =>
      inRoom({ kind: 'list', ...request }),
    publishRanking: (request: { versionId: string; ranking: RankingName }) =>
      rankingPublishing.publish(request),
    setRankingAside: (request: { versionId: string; reason: string }) => rankingPublishing.setAside(request),
    rollBackRanking: (request: { rollbackId: string; note: string }) => rankingPublishing.rollBack(request),
  });
}

/** Tells every two seconds how far a long step is, and stops it when nobody waits for it any more. */
async function beating<Result>(
  work: (onProgress: (progress: unknown) => void, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const context = Context.current();
  let progress: unknown = null;
  const timer = setInterval(() => context.heartbeat(progress), BEAT_MS);
  try {
    return await work((made) => (progress = made), context.cancellationSignal);
  } finally {
    clearInterval(timer);
  }
}
