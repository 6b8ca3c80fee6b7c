import type { CaravanEvent, Topic } from '../../events/contract';
import { readEvents } from '../../events/read';
import type { Config } from '../../services/platform/config';
import { createLogger } from '../../services/platform/logger';
import { connectTemporal } from '../../temporal/connection';
import { temporalUiLink } from '../../temporal/ids';
import { SEARCH_ATTRIBUTES } from '../../temporal/search-attributes';

/** What Temporal says about one workflow. */
export interface WorkflowFacts {
  workflowId: string;
  runId: string;
  type: string;
  /** `RUNNING`, `COMPLETED`, `FAILED`, ... */
  state: string;
  /** What the workflow itself answers to the query `status`. */
  status: string;
  /** Code of what it waits for staff with; null when nothing is wrong. */
  problem: string | null;
  events: number;
}

/** Those who saw what happened besides the API: Temporal and Kafka. */
export type Witnesses = ReturnType<typeof callWitnesses>;

/** The parts of the shop's configuration with which they are reached. */
export function callWitnesses(config: Config) {
  const temporal = connectTemporal(config);
  const logger = createLogger({ LOG_LEVEL: 'silent' }, 'witness');
  return {
    client: temporal.client,
    close: () => temporal.close(),
    link: (workflowId: string) => temporalUiLink(config, workflowId),

    /** @throws WorkflowNotFoundError */
    async workflow(workflowId: string): Promise<WorkflowFacts> {
      const handle = temporal.client.workflow.getHandle(workflowId);
      const [described, status] = await Promise.all([handle.describe(), handle.query<string>('status')]);
      const problem = described.typedSearchAttributes.get(SEARCH_ATTRIBUTES.problem) ?? null;
      const { runId, type, historyLength } = described;
      return {
        ...{ workflowId, runId, type, status, problem },
        ...{ state: described.status.name, events: historyLength },
      };
    },

    /**
     * The events of some subjects, in their order.
     * @throws Error when `until` does not hold after `timeoutMs`
     */
    events: (request: {
      topics: readonly Topic[];
      subjects: readonly string[];
      timeoutMs: number;
      until?: (events: readonly CaravanEvent[]) => boolean;
    }): Promise<CaravanEvent[]> => readEvents({ config, logger, ...request }),
  };
}

/** The subject of the events of a stock record. */
export function stockSubject({ sku, warehouseId }: { sku: string; warehouseId: string }): string {
  return `${sku}@${warehouseId}`;
}

/** Where a shop with these settings serves its API, seen from this machine. */
export function apiUrlOf(env: Record<string, string>): string {
  return env.API_PORT ? `http://127.0.0.1:${env.API_PORT}/v1` : `${env.API_PUBLIC_URL ?? ''}/v1`;
}
