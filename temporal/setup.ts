import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { SearchAttributeType } from '@temporalio/common';
import { msToTs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import type { Config } from '../services/platform/config';
import { connectTemporal } from './connection';
import type { CodecConfig } from './codec';
import { SEARCH_ATTRIBUTES } from './search-attributes';

/** gRPC status codes, https://grpc.io/docs/guides/status-codes/. */
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
const UNIMPLEMENTED = 12;

/** How long the history of a workflow that is over can be read. */
const RETENTION_MS = 30 * 24 * 3600 * 1000;
const PAUSE_MS = 250;
const CALL_MS = 5_000;

type SetupConfig = Pick<Config, 'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE'> & CodecConfig;

/**
 * Makes the namespace ready for the shop: creates it where it is missing, registers the search attributes, and waits
 * until the server knows them. Harmless to repeat, and for several processes to do at once.
 * @param options.withinMs how long the server may take until it is ready, in ms
 * @throws Error that says what is missing, when it is not ready by then
 */
export async function setUpNamespace(
  config: SetupConfig,
  options: { withinMs?: number } = {},
): Promise<void> {
  const { connection, close } = connectTemporal(config, { attempts: 1 });
  const deadlineMs = Date.now() + (options.withinMs ?? 60_000);
  const namespace = config.TEMPORAL_NAMESPACE;
  try {
    await persist(deadlineMs, () => ensureNamespace(connection, namespace));
    await persist(deadlineMs, () => ensureSearchAttributes(connection, namespace));
    await persist(deadlineMs, () => assertUsable(connection, namespace));
  } catch (cause) {
    throw new Error(
      `Temporal at ${config.TEMPORAL_ADDRESS} did not become ready: ${cause instanceof Error ? cause.message : String(cause)}. ` +
        'Start it, or set TEMPORAL_ADDRESS to a server that runs, then try again.',
      { cause },
    );
  } finally {
    await close();
  }
}

/** Repeats a step until it succeeds: the server may be starting, and others may be doing the same. */
async function persist(deadlineMs: number, step: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await step();
    } catch (error) {
      if (Date.now() + PAUSE_MS > deadlineMs) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

async function ensureNamespace(connection: Connection, namespace: string): Promise<void> {
  try {
    await call(connection, () => connection.workflowService.describeNamespace({ namespace }));
  } catch (error) {
    if (!hasCode(error, NOT_FOUND)) throw error;
    await unlessThere(
      call(connection, () =>
        connection.workflowService.registerNamespace({
          namespace,
          description: 'Caravan',
          workflowExecutionRetentionPeriod: msToTs(RETENTION_MS),
        }),
      ),
    );
  }
}

async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const known = await ifImplemented(
    call(connection, () => connection.operatorService.listSearchAttributes({ namespace })),
  );
  const missing = Object.values(SEARCH_ATTRIBUTES).filter(
    ({ name }) => !(name in (known?.customAttributes ?? {})),
  );
  if (missing.length === 0) return;
  await unlessThere(
    call(connection, () =>
      connection.operatorService.addSearchAttributes({
        namespace,
        searchAttributes: Object.fromEntries(missing.map(({ name, type }) => [name, indexedType(type)])),
      }),
    ),
  );
}

function indexedType(type: SearchAttributeType): temporal.api.enums.v1.IndexedValueType {
  if (type !== SearchAttributeType.KEYWORD) throw new Error(`no indexed type is known for ${type}`);
  return temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
}

/** The server refreshes what it knows of a namespace every few seconds; until then it refuses the attributes. */
async function assertUsable(connection: Connection, namespace: string): Promise<void> {
  for (const { name } of Object.values(SEARCH_ATTRIBUTES))
    await ifImplemented(
      call(connection, () =>
        connection.workflowService.countWorkflowExecutions({ namespace, query: `${name} = 'ready'` }),
      ),
    );
}

function call<Answer>(connection: Connection, rpc: () => Promise<Answer>): Promise<Answer> {
  return connection.withDeadline(Date.now() + CALL_MS, rpc);
}

async function unlessThere(adding: Promise<unknown>): Promise<void> {
  try {
    await adding;
  } catch (error) {
    if (!hasCode(error, ALREADY_EXISTS)) throw error;
  }
}

/** The time-skipping test server can add search attributes, and neither list nor count. */
async function ifImplemented<Answer>(asking: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asking;
  } catch (error) {
    if (hasCode(error, UNIMPLEMENTED)) return null;
    throw error;
  }
}

function hasCode(error: unknown, code: number): boolean {
  return isGrpcServiceError(error) && error.code === code;
}
