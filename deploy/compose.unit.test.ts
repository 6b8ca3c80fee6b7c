import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, configSchema, loadConfig } from '../services/platform/config';
import {
  environmentOf,
  mebibytes,
  parseEnv,
  portsOfImage,
  read,
  readCompose,
  readStages,
  root,
  type ComposeService,
} from './deployment';

const compose = readCompose();
const stages = readStages();
const services = Object.entries(compose.services);
const settings = Object.keys(configSchema.shape);
const secrets = parseEnv(read('deploy/env.example').replace(/=$/gm, `=${'0f'.repeat(32)}`));

/** Services that run our own images, by the image's target. */
const ours = (...targets: string[]) =>
  services.filter(([, { build }]) => build && targets.includes(build.target));
/** Those that read services/platform/config.ts. */
const processes = ours('api', 'worker', 'relay', 'consumers', 'seed');
const isOneShot = (service: ComposeService) => service.restart === 'no';

const serviceNamed = (name: string) => {
  const service = compose.services[name];
  if (!service) throw new Error(`docker-compose.yml has no service ${name}`);
  return service;
};

/** Every port that a service listens on. */
function portsOf(service: ComposeService): number[] {
  return [
    ...service.expose.map(Number),
    ...service.ports.map((port) => Number(port.split(':').at(-1))),
    ...(service.build ? portsOfImage(stages, service.build.target) : []),
  ];
}

/** host:port of every server in a value: an URL, or a comma-separated list. */
function addressesIn(value: string): { host: string; port: number }[] {
  const list = value.replace(/^[a-z+]+:\/\//, '').replace(/\/.*$/, '');
  return list.split(',').map((address) => {
    const [host = '', port] = address.split(':');
    return { host, port: Number(port) };
  });
}

/** What is wrong with an address as seen from a service; undefined when it leads to a service that listens there. */
function faultOf(from: ComposeService, { host, port }: { host: string; port: number }): string | undefined {
  const target = compose.services[host];
  if (!target) return `${host} is no service`;
  if (!portsOf(target).includes(port)) return `${host} does not listen on ${port}`;
  if (!target.networks.some((network) => from.networks.includes(network)))
    return `${host} is on another network`;
  return undefined;
}

describe('the settings in docker-compose.yml', () => {
  test.each(processes)('%s is told only what the code reads', (_, { environment }) => {
    expect(Object.keys(environment).filter((name) => !settings.includes(name))).toEqual([]);
  });

  test.each([
    ['payment-provider', ['stack/simulators/payment-provider/main.ts']],
    ['carrier', ['stack/simulators/carrier/main.ts']],
    ['push', ['stack/simulators/push/main.ts']],
    ['web', ['web/lib/config.ts', 'web/app/layout.tsx']],
  ])('%s is told only what its own sources read', (name, files) => {
    const sources = files.map(read).join('\n');
    const names = Object.keys(serviceNamed(name).environment).filter((setting) => setting !== 'NODE_ENV');
    expect(names.filter((setting) => !new RegExp(`\\b${setting}\\b`).test(sources))).toEqual([]);
  });

  test.each(processes)('%s accepts its settings in production', (_, service) => {
    const config = loadConfig(environmentOf(service, secrets));
    expect(config).toMatchObject({ NODE_ENV: 'production', TEMPORAL_NAMESPACE: 'caravan' });
  });

  test('without a .env nothing starts, and the message says how to make one', () => {
    expect(() => environmentOf(serviceNamed('api'), {})).toThrow(/deploy\/env\.example/);
  });

  test('the API behind the gateway trusts exactly one proxy', () => {
    expect(loadConfig(environmentOf(serviceNamed('api'), secrets)).TRUST_PROXY).toBe(1);
  });

  const SERVERS = [
    'MONGODB_URL',
    'REDIS_URL',
    'KAFKA_BROKERS',
    'TEMPORAL_ADDRESS',
    'SMTP_URL',
    'PAYMENT_PROVIDER_URL',
    'CARRIER_URL',
    'PUSH_STAND_IN_URL',
  ];
  /** A relay and a seed speak to databases only, and are kept from the rest of the network. */
  const CALLED: Record<string, readonly string[]> = {
    relay: ['MONGODB_URL', 'KAFKA_BROKERS'],
    seed: ['MONGODB_URL'],
  };
  test.each(processes)('%s finds each server that it speaks to, on its port', (name, service) => {
    const environment = environmentOf(service, secrets);
    const faults = (CALLED[name] ?? SERVERS).flatMap((setting) =>
      addressesIn(environment[setting] ?? '').map((address) => faultOf(service, address)),
    );
    expect(faults.filter(Boolean)).toEqual([]);
  });

  test.each([
    ['gateway', ['API_ADDRESS', 'WEB_ADDRESS']],
    ['web', ['API_INTERNAL_URL']],
    ['payment-provider', ['PAYMENT_WEBHOOK_URL']],
    ['carrier', ['CARRIER_WEBHOOK_URL']],
    ['temporal-ui', ['TEMPORAL_ADDRESS']],
    ['temporal-namespace', ['TEMPORAL_ADDRESS']],
  ])('%s finds what it speaks to', (name, names) => {
    const service = serviceNamed(name);
    const environment = environmentOf(service, secrets);
    const faults = names.flatMap((setting) =>
      addressesIn(environment[setting] ?? '').map((address) => faultOf(service, address)),
    );
    expect(faults.filter(Boolean)).toEqual([]);
  });

  test('simulators and shop share keys and secrets', () => {
    const api = environmentOf(serviceNamed('api'), secrets);
    // The push stand-in has none: whoever reaches it may push.
    for (const [name, simulator] of ours('simulators').filter(([each]) => each !== 'push')) {
      const shared = Object.entries(environmentOf(simulator, secrets)).filter(([key]) =>
        /KEY|SECRET/.test(key),
      );
      expect([name, shared.length]).toEqual([name, 2]);
      for (const [key, value] of shared) expect(api[key]).toBe(value);
    }
  });

  test('no secret has a value in the file', () => {
    const given = services.flatMap(([name, { environment }]) =>
      Object.entries(environment)
        .filter(([key]) => /SECRET|PASSWORD|PWD|KEY/.test(key))
        .map(([key, value]) => `${name}.${key}: ${value}`),
    );
    expect(given.length).toBeGreaterThan(20);
    expect(given.filter((line) => !/: \$\{[A-Z_]+(:\?[^}]+|:-)\}$/.test(line))).toEqual([]);
  });
});

describe('deploy/env.example', () => {
  test('its own command makes a .env with which the shop starts', () => {
    const command = /^#\s+(while read .*)$/m.exec(read('deploy/env.example'))?.[1] ?? '';
    const folder = mkdtempSync(join(tmpdir(), 'caravan-env-'));
    try {
      execFileSync('sh', ['-c', command.replace('> .env', `> ${folder}/.env`)], { cwd: root });
      const made = parseEnv(readFileSync(join(folder, '.env'), 'utf8'));
      const config = loadConfig(environmentOf(serviceNamed('api'), made));
      expect(
        new Set([config.AUTH_SECRET, config.PAYMENT_WEBHOOK_SECRET, config.CARRIER_WEBHOOK_SECRET]).size,
      ).toBe(3);
      expect(config.API_PUBLIC_URL).toBe('http://localhost:8080');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('it names every setting that docker-compose.yml asks for, and no other', () => {
    const asked = new Set(
      [...read('docker-compose.yml').matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name),
    );
    const named = [...read('deploy/env.example').matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual([...asked].toSorted());
  });

  test('the development secrets of the code are refused', () => {
    const api = environmentOf(serviceNamed('api'), {
      ...secrets,
      AUTH_SECRET: 'caravan-development-secret-not-for-production-use',
    });
    expect(() => loadConfig(api)).toThrow(ConfigError);
  });
});

describe('the services', () => {
  test('two replicas of the API stand behind the gateway', () => {
    expect(serviceNamed('api').deploy.replicas).toBeGreaterThanOrEqual(2);
    expect(serviceNamed('api').ports).toEqual([]);
    const conf = read('deploy/nginx/caravan.conf.template');
    expect(conf).toMatch(/upstream api \{[^}]*server \$\{API_ADDRESS\} resolve/);
    expect(conf).toMatch(
      /upstream api_sockets \{[^}]*hash \$socket_route consistent;[^}]*server \$\{API_ADDRESS\} resolve/,
    );
    expect(conf).toMatch(/location \/socket\.io\/ \{\s*proxy_pass http:\/\/api_sockets;/);
  });

  test('the gateway fills in every name of its template', () => {
    const asked = [...read('deploy/nginx/caravan.conf.template').matchAll(/\$\{([A-Z_]+)\}/g)].map(
      ([, name]) => name,
    );
    const given = ['NGINX_LOCAL_RESOLVERS', ...Object.keys(serviceNamed('gateway').environment)];
    expect(asked.filter((name) => name === undefined || !given.includes(name))).toEqual([]);
    expect(serviceNamed('gateway').environment.NGINX_ENTRYPOINT_LOCAL_RESOLVERS).toBe('1');
  });

  test.each(services.filter(([, service]) => !isOneShot(service)))(
    '%s has a health check and a limit',
    (_, service) => {
      expect(service.healthcheck?.test[0]).toBe('CMD');
      expect(mebibytes(service.deploy.resources?.limits.memory ?? '')).toBeGreaterThan(0);
      expect(service.restart).toBe('unless-stopped');
    },
  );

  test.each(services)('%s waits for what can be waited for', (_, service) => {
    for (const [name, { condition }] of Object.entries(service.depends_on)) {
      const needed = serviceNamed(name);
      expect([name, condition]).toEqual([
        name,
        isOneShot(needed) ? 'service_completed_successfully' : 'service_healthy',
      ]);
    }
  });

  test('servers cannot be reached from outside, and pages only from this machine', () => {
    expect(compose.networks.servers?.internal).toBe(true);
    const published = services.flatMap(([, { ports }]) => ports);
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    expect(
      ['mongodb', 'redis', 'kafka', 'postgresql', 'temporal'].map((name) => serviceNamed(name).networks),
    ).toEqual(Array(5).fill(['servers']));
  });

  test('every folder and file that is mounted is there', () => {
    for (const [from = ''] of services
      .flatMap(([, { volumes }]) => volumes)
      .map((volume) => volume.split(':'))) {
      expect([from, from.startsWith('.') ? existsSync(join(root, from)) : from in compose.volumes]).toEqual([
        from,
        true,
      ]);
    }
  });
});
