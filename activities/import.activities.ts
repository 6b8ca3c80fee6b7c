import { Context } from '@temporalio/activity';
import type { ImportApplying, ImportProgress, Steering } from '../services/import/import.applying';
import type { ImportCursor, ImportStatus } from '../services/import/import.schema';
import { mappedAll } from './failures';

export type ImportActivities = ReturnType<typeof createImportActivities>;
export type { ImportProgress };

const BEAT_MS = 2_000;

/** Steps of reading a seller's file. They tell how far they are, and one whose worker died goes on from there. */
export function createImportActivities({ importApplying }: { importApplying: ImportApplying }) {
  return mappedAll({
    inspectImport: ({ importId }: { importId: string }): Promise<ImportCursor> =>
      steered((steering) => importApplying.inspect(importId, steering)),

    applyImportRows: (request: {
      importId: string;
      from: ImportProgress;
      limit: number;
    }): Promise<ImportProgress> => {
      const before = Context.current().info.heartbeatDetails as ImportProgress | undefined;
      return steered((steering) =>
        importApplying.apply({ ...request, from: before ?? request.from }, steering),
      );
    },

    endImport: async (request: { importId: string; status: ImportStatus; problem: string | null }) =>
      void (await importApplying.end(request.importId, request.status, request.problem)),
  });
}

/** Runs a long step that tells how far it is, and ends between two rows when it is to stop. */
async function steered<Result>(work: (steering: Steering) => Promise<Result>): Promise<Result> {
  const context = Context.current();
  let progress: unknown = context.info.heartbeatDetails;
  const timer = setInterval(() => context.heartbeat(progress), BEAT_MS);
  try {
    return await work({
      tell: (made) => {
        progress = made;
        context.heartbeat(made);
      },
      isStopped: () => context.cancellationSignal.aborted,
    });
  } finally {
    clearInterval(timer);
  }
}
