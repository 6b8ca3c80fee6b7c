import { existsSync, realpathSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exec } from '../machine/exec';
import { cachedAt, REMEDIES, type Tool } from '../machine/install';
import { installJars } from '../machine/maven';
import { onPath } from '../machine/paths';
import { tcpAnswers } from '../machine/probes';
import type { Ports } from '../machine/ports';
import type { ServerContext, ServerDefinition } from './definition';

const VERSION = '4.1.1';
const FOLDER = `kafka-${VERSION}`;
/** Any 22 characters of base64; one cluster a data folder, so it need not differ. */
const CLUSTER_ID = 'Q2FyYXZhbkxvY2FsS2Fma2';

const tool: Tool = {
  title: `Kafka ${VERSION}`,
  folder: FOLDER,
  needs: [
    { program: 'mvn', remedy: REMEDIES.mvn },
    { program: 'java', remedy: REMEDIES.java },
  ],
  neededMib: 300,
  hint: 'Maven takes about 20 seconds',
  find() {
    const script = onPath('kafka-server-start.sh') ?? onPath('kafka-server-start');
    const libs = [
      ...(script ? [join(dirname(dirname(realpathSync(script))), 'libs')] : []),
      cachedAt(FOLDER, 'libs'),
    ];
    return onPath('java') ? libs.find(existsSync) : undefined;
  },
  install: (folder, logFile) =>
    installJars(`org.apache.kafka:kafka_2.13:${VERSION}`, join(folder, 'libs'), logFile),
};

/** One node that is broker and controller (KRaft), small enough for a laptop. */
export const kafka: ServerDefinition = {
  name: 'kafka',
  title: 'Kafka',
  setting: 'KAFKA_BROKERS',
  ports: ['KAFKA_PORT', 'KAFKA_CONTROLLER_PORT'],
  tool,
  startWithinMs: 60_000,
  async prepare(context) {
    const { dir, ports } = context;
    await mkdir(dir, { recursive: true });
    await writeFile(join(dir, 'server.properties'), properties(dir, ports));
    await writeFile(join(dir, 'log4j2.properties'), LOGGING);
    if (existsSync(join(dir, 'store', 'meta.properties'))) return;
    const args = ['format', '--ignore-formatted', '-t', CLUSTER_ID, '-c', join(dir, 'server.properties')];
    await exec('java', [...java(context, 64), 'kafka.tools.StorageTool', ...args], {
      purpose: 'Preparing the storage of Kafka',
    });
  },
  command: (context) => ({
    file: 'java',
    args: [...java(context, 512), 'kafka.Kafka', join(context.dir, 'server.properties')],
  }),
  isHealthy: (ports) => tcpAnswers(ports.KAFKA_PORT, API_VERSIONS, isApiVersions),
  env: (ports) => ({ KAFKA_BROKERS: `127.0.0.1:${ports.KAFKA_PORT}` }),
};

function java({ found, dir }: ServerContext, heapMib: number): string[] {
  return [
    ...[`-Xmx${heapMib}m`, `-Xms${Math.min(heapMib, 128)}m`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
    ...['-Djava.net.preferIPv4Stack=true', `-Dlog4j2.configurationFile=${join(dir, 'log4j2.properties')}`],
    ...['-cp', join(found, '*')],
  ];
}

function properties(dir: string, ports: Ports): string {
  const entries = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${ports.KAFKA_CONTROLLER_PORT}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${ports.KAFKA_PORT},CONTROLLER://127.0.0.1:${ports.KAFKA_CONTROLLER_PORT}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${ports.KAFKA_PORT}`,
    'log.dirs': join(dir, 'store'),
    'num.partitions': 3,
    'auto.create.topics.enable': true,
    'group.initial.rebalance.delay.ms': 0,
    'offsets.topic.num.partitions': 3,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    // The cleaner's buffer is 128 MB by default, a third of what this node may have.
    'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
    'log.index.size.max.bytes': 1024 * 1024,
    'num.network.threads': 2,
    'num.io.threads': 2,
    'background.threads': 2,
    // After a kill the broker's place is free again only when its session is over; 9 s by default.
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    'controlled.shutdown.retry.backoff.ms': 500,
  };
  return Object.entries(entries)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

const LOGGING = `status=error
appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%d %p %c{1} %m%n
rootLogger.level=warn
rootLogger.appenderRef.console.ref=console
`;

/** ApiVersions, version 0, as in Kafka's protocol guide: length, api key 18, version, correlation id 1, no client id. */
const API_VERSIONS = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 0xff, 0xff]);

/** The answer: length, correlation id 1, error code 0. A broker answers once it processes requests. */
function isApiVersions(answer: Buffer): boolean {
  return answer.length >= 10 && answer.readInt32BE(4) === 1 && answer.readInt16BE(8) === 0;
}
