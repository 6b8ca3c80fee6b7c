import { judge } from '../../audit/audit';
import type { Breach } from '../../audit/findings';
import { openSources } from '../../audit/records';
import type { Config } from '../../services/platform/config';
import { connectTemporal } from '../../temporal/connection';
import { SEARCH_ATTRIBUTES } from '../../temporal/search-attributes';

export interface OpenWorkflow {
  id: string;
  /** Code of what it waits for staff with. */
  problem: string | null;
}

export interface Reading {
  breaches: Breach[];
  /** Ids that the provider gave, by our payment's id. */
  providerIds: ReadonlyMap<string, readonly string[]>;
}

/** Looks at the whole shop; many who ask at once share one look, which begins after each of them has asked. */
export async function openObserver(config: Config) {
  const temporal = connectTemporal(config);
  const sources = await openSources(config);

  async function listOpen(): Promise<OpenWorkflow[]> {
    const found: OpenWorkflow[] = [];
    const query = "ExecutionStatus = 'Running'";
    for await (const { workflowId, typedSearchAttributes } of temporal.client.workflow.list({ query }))
      found.push({
        id: workflowId,
        problem: typedSearchAttributes.get(SEARCH_ATTRIBUTES.problem) ?? null,
      });
    return found;
  }

  async function read(): Promise<Reading> {
    const records = await sources.read();
    const providerIds = new Map<string, string[]>();
    for (const { id, reference } of records.atProvider)
      providerIds.set(reference, [...(providerIds.get(reference) ?? []), id]);
    return { breaches: judge(records), providerIds };
  }

  return {
    client: temporal.client,
    openWorkflows: shared(listOpen),
    reading: shared(read),
    async close() {
      await sources.close();
      await temporal.close();
    },
  };
}

/** Of those who ask while one look is under way, all get the next one. */
export function shared<T>(look: () => Promise<T>): () => Promise<T> {
  let current: Promise<unknown> | undefined;
  let next: Promise<T> | undefined;
  const begin = (): Promise<T> => {
    next = undefined;
    const begun = look();
    current = begun.catch(() => undefined).finally(() => (current = undefined));
    return begun;
  };
  return () => (current === undefined ? begin() : (next ??= current.then(begin)));
}
