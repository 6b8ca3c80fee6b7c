import {
  ActivityCancellationType,
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import type { ImportActivities, ImportProgress } from '../activities/import.activities';
import type { ImportCounts, ImportCursor } from '../services/import/import.schema';
import { attention, refusal, refusalWithin } from './attention';
import {
  cancelImportUpdate,
  type CatalogueImportInput,
  type CatalogueImportResult,
} from './catalogue-import.messages';
import { INSIDE, WATCHING } from './steps';

/** A step that is to stop stops between two rows, and is waited for: afterwards nothing is written any more. */
const READING = {
  ...WATCHING,
  heartbeatTimeout: '6 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
} as const;
const { inspectImport } = proxyActivities<ImportActivities>({ ...READING, summary: 'Look the file through' });
const { applyImportRows } = proxyActivities<ImportActivities>({
  ...READING,
  summary: 'Apply rows of the file',
});
const { endImport } = proxyLocalActivities<ImportActivities>({ ...INSIDE, summary: 'Write how it ended' });

/** Rows of one step, and steps until it goes on in a new run with a short history. */
const ROWS = 2000;
const STEPS = 50;
const NOTHING: ImportCounts = { done: 0, applied: 0, refused: 0 };

/**
 * Reads a seller's file of goods: looks it through, applies its rows, and says what came of it. A row is applied once
 * whatever dies meanwhile, and stopping it takes nothing back.
 */
export async function catalogueImport(input: CatalogueImportInput): Promise<CatalogueImportResult> {
  const { importId } = input;
  let counts = input.from?.counts ?? NOTHING;
  let isCancelled = false;
  let isOver = false;
  const reading = new CancellationScope();
  const staff = attention(() => (isOver ? 'over' : 'reading'));
  setHandler(
    cancelImportUpdate,
    async ({ by }) => {
      isCancelled = true;
      setCurrentDetails(`Stopped by ${by.role} ${by.id}. Waits until the rows under way are written.`);
      reading.cancel();
      await condition(() => isOver);
    },
    {
      description: 'Its seller stops the import. What was applied stays.',
      validator: (_request) => {
        if (isOver || isCancelled)
          throw refusal('import-over', 'This import is over, or is being stopped. Nothing was changed.');
      },
    },
  );

  const first = input.from?.cursor ?? (await inspect());
  if (typeof first === 'string') return end('failed', first);
  let cursor: ImportCursor | null = first;
  for (let step = 0; step < STEPS; step += 1) {
    if (isCancelled) return end('cancelled', null);
    if (cursor === null) return end('done', null);
    setCurrentDetails(toldOf(counts));
    const from: ImportProgress = { cursor, counts, read: 0 };
    const next = await during('Apply rows', () => applyImportRows({ importId, from, limit: ROWS }));
    if (typeof next === 'string') return end('failed', next);
    if (next === null) break;
    ({ cursor, counts } = next);
  }
  if (isCancelled) return end('cancelled', null);
  if (cursor === null) return end('done', null);
  await condition(allHandlersFinished);
  return continueAsNew<typeof catalogueImport>({ importId, from: { cursor, counts } });

  async function inspect(): Promise<ImportCursor | string> {
    setCurrentDetails('Looks the file through.');
    const found = await during('Look the file through', () => inspectImport({ importId }));
    return found ?? { offset: 0, line: 1 };
  }

  /** The answer of a step, why the file cannot be read, or null when the step was stopped. */
  async function during<Result>(what: string, step: () => Promise<Result>): Promise<Result | string | null> {
    let answer: Result | string | null = null;
    const decided = await staff.insist(what, async () => {
      try {
        answer = await reading.run(step);
      } catch (error) {
        if (isCancelled) return;
        const refused = refusalWithin(error);
        if (!refused) throw error;
        answer = refused.message;
      }
    });
    return decided === 'skipped' ? 'Reading kept failing, and was given up by staff.' : answer;
  }

  async function end(
    status: CatalogueImportResult['status'],
    problem: string | null,
  ): Promise<CatalogueImportResult> {
    await staff.insist('Write how it ended', () => endImport({ importId, status, problem }));
    isOver = true;
    setCurrentDetails(`${WORDS[status]} ${toldOf(counts)}${problem === null ? '' : ` ${problem}`}`);
    await condition(allHandlersFinished);
    return { status, counts };
  }
}

const WORDS = { done: 'Done.', failed: 'Not read to its end.', cancelled: 'Stopped.' } as const;

const toldOf = ({ done, applied, refused }: ImportCounts) =>
  `${done} rows read: ${applied} applied, ${refused} refused.`;
