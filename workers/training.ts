import { createActiveGenerations } from '../events/generations';
import { systemClock } from '../services/platform/clock';
import { loadConfig } from '../services/platform/config';
import { DomainError } from '../services/platform/errors';
import { connectDatabases } from '../services/platform/mongo';
import { createTrainingRoom, type TrainingJob } from '../services/recommendation/recommendation.training';
import type { FromTraining } from './training-room';

/** Trainings read much and seldom at once. */
const DATABASE_SOCKETS = 4;

/** One job of a training, in a process that ends with it; without its parent nobody waits for the answer. */
async function main(): Promise<void> {
  const stopping = new AbortController();
  process.once('disconnect', () => process.exit(0));
  const job = await new Promise<TrainingJob>((resolve) => process.once('message', resolve));
  const config = loadConfig();
  const databases = await connectDatabases(config, { maxPoolSize: DATABASE_SOCKETS });
  const activeGeneration = createActiveGenerations(databases);
  const room = createTrainingRoom({
    connection: databases.of('recommendation'),
    clock: systemClock,
    generation: () => activeGeneration('recommendations'),
  });
  const result = await room.run(job, {
    onProgress: (progress) => void say({ progress }),
    signal: stopping.signal,
  });
  await databases.close();
  await say({ result });
  process.disconnect();
}

function say(message: FromTraining): Promise<void> {
  return new Promise((resolve) => {
    if (!process.send) resolve();
    else process.send(message, () => resolve());
  });
}

main().catch(async (error: unknown) => {
  const refused = error instanceof DomainError ? { kind: error.kind, code: error.code } : undefined;
  await say({
    failure: error instanceof Error ? error.message : String(error),
    ...(refused && { refused }),
  });
  process.exit(1);
});
