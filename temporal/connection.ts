import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { Config } from '../services/platform/config';
import { payloadCodecOf, type CodecConfig } from './codec';

type TemporalConfig = Pick<Config, 'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE'> & CodecConfig;

export interface Temporal {
  client: Client;
  connection: Connection;
  close(): Promise<void>;
}

/** How a client and the workers turn values into payloads; both must use the same. */
export function dataConverterOf(config: CodecConfig): DataConverter {
  const codec = payloadCodecOf(config);
  return codec ? { payloadCodecs: [codec] } : {};
}

/**
 * A client of the configured namespace. Nothing is sent before the first call, and a lost connection comes back by
 * itself, so a process may start before Temporal does.
 * @param options.attempts how often a call is sent while the server does not answer; 5 take about 1.5 s
 */
export function connectTemporal(config: TemporalConfig, options: { attempts?: number } = {}): Temporal {
  const connection = Connection.lazy({
    address: config.TEMPORAL_ADDRESS,
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: options.attempts ?? 5 }))],
    // A server that was away is found again within a second rather than after gRPC's two minutes.
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1000 },
  });
  const client = new Client({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    dataConverter: dataConverterOf(config),
  });
  return { client, connection, close: () => connection.close() };
}
