import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { configSchema, loadConfig } from '../services/platform/config';
import { ENTRIES } from '../stack/build/entries';
import {
  commandOfImage,
  entryOf,
  heapOf,
  mebibytes,
  portsOfImage,
  read,
  readCompose,
  readStages,
  root,
} from './deployment';

const BASE = 'deploy/kubernetes/base';
const labels = z.record(z.string(), z.string());
const objectSchema = z.looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) });
const probe = z.looseObject({ httpGet: z.object({ path: z.string(), port: z.string() }) });
const named = z.object({ name: z.string() });
const deploymentSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    selector: z.object({ matchLabels: labels }),
    template: z.looseObject({
      metadata: z.looseObject({ labels, annotations: labels.optional() }),
      spec: z.looseObject({
        securityContext: z.looseObject({ runAsNonRoot: z.literal(true), runAsUser: z.number() }),
        volumes: z.array(z.looseObject({ name: z.string() })),
        containers: z.tuple([
          z.looseObject({
            image: z.string(),
            command: z.array(z.string()).optional(),
            ports: z.tuple([z.object({ name: z.literal('http'), containerPort: z.number() })]),
            env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).default([]),
            envFrom: z
              .array(z.union([z.object({ configMapRef: named }), z.object({ secretRef: named })]))
              .default([]),
            startupProbe: probe,
            livenessProbe: probe,
            readinessProbe: probe,
            resources: z.object({ requests: labels, limits: z.object({ memory: z.string() }) }),
            volumeMounts: z.array(z.looseObject({ name: z.string() })),
            securityContext: z.object({
              allowPrivilegeEscalation: z.literal(false),
              readOnlyRootFilesystem: z.literal(true),
              capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
            }),
          }),
        ]),
      }),
    }),
  }),
});
const serviceSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    selector: labels,
    ports: z.tuple([z.looseObject({ port: z.number(), targetPort: z.literal('http') })]),
  }),
});
const kustomization = z
  .looseObject({
    namespace: z.string(),
    resources: z.array(z.string()),
    images: z.array(z.object({ name: z.string(), newTag: z.string() })),
  })
  .parse(parse(read(`${BASE}/kustomization.yaml`)));

const objects = kustomization.resources
  .filter((resource) => resource.endsWith('.yaml'))
  .flatMap((file) => parseAllDocuments(read(`${BASE}/${file}`)))
  .map((document) => {
    expect(document.errors).toEqual([]);
    return objectSchema.parse(document.toJS());
  });
const ofKind = (kind: string) => objects.filter((object) => object.kind === kind);
const deployments = ofKind('Deployment').map((object) => deploymentSchema.parse(object));
const services = ofKind('Service').map((object) => serviceSchema.parse(object));
const cases = deployments.map((deployment) => {
  const { metadata, spec } = deployment;
  return [metadata.name, { spec, pod: spec.template, container: spec.template.spec.containers[0] }] as const;
});
const settings = z.object({ data: labels }).parse(ofKind('ConfigMap')[0]).data;
const secrets = z.object({ stringData: labels }).parse(parse(read(`${BASE}/secret.example.yaml`))).stringData;
const stages = readStages();
/** Our image names are those of the Dockerfile's targets. */
const targetOf = (image: string) => /^caravan-(\w+)$/.exec(image)?.[1];
const isOurs = (image: string) => targetOf(image) !== undefined;

describe('the manifests', () => {
  test('kustomize takes in every file except the example of the secret', () => {
    const files = readdirSync(join(root, BASE)).filter(
      (file) => !['kustomization.yaml', 'secret.example.yaml'].includes(file),
    );
    expect(kustomization.resources.filter((resource) => !resource.includes('/')).toSorted()).toEqual(
      files.toSorted(),
    );
    expect(kustomization.resources).toContain('../../nginx');
  });

  test('settings and secrets are those that the code reads', () => {
    const known = Object.keys(configSchema.shape);
    expect(
      [...Object.keys(settings), ...Object.keys(secrets)].filter((name) => !known.includes(name)),
    ).toEqual([]);
    expect(Object.keys(secrets).filter((name) => name in settings)).toEqual([]);
  });

  test('production accepts them once the secrets are filled in, and not before', () => {
    const filled = Object.fromEntries(
      Object.entries(secrets).map(([name, value]) => [name, value === 'fill in' ? 'ab'.repeat(32) : value]),
    );
    expect(loadConfig({ ...settings, ...filled })).toMatchObject({ NODE_ENV: 'production', TRUST_PROXY: 2 });
    expect(() => loadConfig({ ...settings, ...secrets })).toThrow(/AUTH_SECRET/);
    expect(() => loadConfig(settings)).toThrow(/set a secret of your own/);
  });

  test('there is one deployment for each part of the shop, with a budget for disruptions', () => {
    const names = deployments.map(({ metadata }) => metadata.name);
    expect(names.toSorted()).toEqual([
      'api',
      'consumers',
      'gateway',
      'relay',
      'web',
      'worker-checkout',
      'worker-fulfilment',
    ]);
    expect(
      ofKind('PodDisruptionBudget')
        .map(({ metadata }) => metadata.name)
        .toSorted(),
    ).toEqual(names.toSorted());
  });

  test('what scales is a deployment that leaves its number of replicas alone', () => {
    const scaled = ofKind('HorizontalPodAutoscaler').map(({ metadata }) => metadata.name);
    expect(scaled).toContain('api');
    for (const [name, { spec }] of cases)
      expect([name, 'replicas' in spec]).toEqual([name, !scaled.includes(name)]);
  });

  test('every service leads to pods, on the port that they listen on', () => {
    for (const { metadata, spec } of services) {
      const pods = cases.find(([, { pod }]) => pod.metadata.labels.app === spec.selector.app);
      expect([metadata.name, pods?.[1].container.ports[0].containerPort]).toEqual([
        metadata.name,
        spec.ports[0].port,
      ]);
    }
  });

  test('the ingress leads to the gateway, and the gateway to the pods of API and web', () => {
    expect(JSON.stringify(ofKind('Ingress')[0])).toContain(
      '"service":{"name":"gateway","port":{"name":"http"}}',
    );
    const gateway = cases.find(([name]) => name === 'gateway')?.[1].container.env ?? [];
    for (const [setting, service] of [
      ['API_ADDRESS', 'api-pods'],
      ['WEB_ADDRESS', 'web-pods'],
    ] as const) {
      const target = services.find(({ metadata }) => metadata.name === service)?.spec;
      expect(target?.clusterIP).toBe('None');
      expect(gateway.find(({ name }) => name === setting)?.value).toBe(
        `${service}.${kustomization.namespace}.svc.cluster.local:${target?.ports[0].port}`,
      );
    }
  });

  test('the gateway is the image that docker-compose.yml runs', () => {
    const [, gateway] = cases.find(([name]) => name === 'gateway') ?? [];
    expect(gateway?.container.image).toBe(readCompose().services.gateway?.image);
  });
});

describe.each(cases)('the deployment %s', (name, { spec, pod, container }) => {
  test('selects its own pods', () => {
    expect(pod.metadata.labels).toMatchObject(spec.selector.matchLabels);
    expect(spec.selector.matchLabels.app).toBe(name);
  });

  test('runs an image of a known version', () => {
    if (isOurs(container.image))
      expect(kustomization.images.map((image) => image.name)).toContain(container.image);
    else expect(container.image).toMatch(/:\d+\.\d+\.\d+/);
  });

  test('listens where its image and its setting say, and is probed there', () => {
    const { containerPort } = container.ports[0];
    const target = targetOf(container.image);
    if (target) expect(portsOfImage(stages, target)).toContain(containerPort);
    const setting = {
      api: 'API_PORT',
      relay: 'RELAY_PORT',
      consumers: 'CONSUMERS_PORT',
      worker: 'WORKER_PORT',
    }[name.split('-')[0] ?? ''];
    if (setting) expect(settings[setting]).toBe(String(containerPort));
    for (const { httpGet } of [container.startupProbe, container.livenessProbe, container.readinessProbe]) {
      expect(httpGet.port).toBe('http');
    }
    if (setting) expect(container.livenessProbe.httpGet.path).toBe('/health/live');
    if (pod.metadata.annotations)
      expect(pod.metadata.annotations['prometheus.io/port']).toBe(String(containerPort));
  });

  test('runs an entry of the shop with a heap that fits', () => {
    const target = targetOf(container.image);
    if (!target) return;
    const command = container.command ?? commandOfImage(stages, target);
    const entry = entryOf(command);
    if (target !== 'web') expect(ENTRIES).toContain(entry);
    expect(heapOf(command)).toBeLessThanOrEqual(mebibytes(container.resources.limits.memory) * 0.7);
  });

  test('reads the settings, or only what it needs of them', () => {
    const from = container.envFrom.map((source) =>
      'secretRef' in source ? source.secretRef.name : source.configMapRef.name,
    );
    expect(from).toEqual(['web', 'gateway'].includes(name) ? [] : ['settings', 'secrets']);
  });

  test('mounts only volumes that it has', () => {
    const volumes = pod.spec.volumes.map((volume) => volume.name);
    expect(container.volumeMounts.map((mount) => mount.name).toSorted()).toEqual(volumes.toSorted());
  });
});
