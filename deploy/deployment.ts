import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** The folder of the checkout. */
export const root = join(__dirname, '..');

/** The text of a file of the checkout. */
export const read = (path: string) => readFileSync(join(root, path), 'utf8');

const values = z.record(z.string(), z.union([z.string(), z.number()]));
const dependencySchema = z.object({
  condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']),
});
const serviceSchema = z.looseObject({
  image: z.string(),
  build: z.object({ context: z.string(), dockerfile: z.string(), target: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  environment: values.default({}),
  ports: z.array(z.string()).default([]),
  expose: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  depends_on: z.record(z.string(), dependencySchema).default({}),
  healthcheck: z.looseObject({ test: z.array(z.string()) }).optional(),
  restart: z.string(),
  init: z.boolean().default(false),
  deploy: z
    .object({
      replicas: z.number().default(1),
      resources: z.object({ limits: z.object({ memory: z.string() }) }).optional(),
    })
    .default({ replicas: 1 }),
});
const composeSchema = z.looseObject({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) }).nullable()),
  volumes: z.record(z.string(), z.unknown()),
});
export type ComposeService = z.infer<typeof serviceSchema>;
export type Compose = z.infer<typeof composeSchema>;

/** docker-compose.yml, with anchors and merges resolved and `${}` left as it stands. */
export function readCompose(): Compose {
  return composeSchema.parse(parse(read('docker-compose.yml'), { merge: true }));
}

/** The settings of a file of `NAME=value` lines; a line that is a comment is none. */
export function parseEnv(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}

/**
 * Fills in `${NAME}`, `${NAME:-fallback}` and `${NAME:?message}` as Compose does.
 * @throws Error with the message when a value that must be given is not
 */
export function interpolate(text: string, given: Record<string, string>): string {
  return text.replace(
    /\$\{([A-Z0-9_]+)(?::([-?])([^}]*))?\}/g,
    (_, name: string, kind?: string, rest = '') => {
      const value = given[name];
      if (value !== undefined && value !== '') return value;
      if (kind === '?') throw new Error(`${name} ${rest}`);
      return kind === '-' ? rest : '';
    },
  );
}

/** A service's environment as its process sees it. */
export function environmentOf(
  service: ComposeService,
  given: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(service.environment).map(([name, value]) => [name, interpolate(String(value), given)]),
  );
}

export interface Stage {
  name: string;
  from: string;
  instructions: string[];
}

/** The stages of deploy/Dockerfile, each instruction on a line of its own. */
export function readStages(): Stage[] {
  const lines = read('deploy/Dockerfile')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const stages: Stage[] = [];
  for (const line of lines) {
    const begin = /^FROM (\S+) AS (\S+)$/.exec(line);
    if (begin) stages.push({ from: begin[1] ?? '', name: begin[2] ?? '', instructions: [] });
    else stages.at(-1)?.instructions.push(line);
  }
  return stages;
}

/** A stage's instructions after those of the stages that it is made from. */
export function instructionsOf(stages: readonly Stage[], name: string): string[] {
  const stage = stages.find((candidate) => candidate.name === name);
  return stage ? [...instructionsOf(stages, stage.from), ...stage.instructions] : [];
}

/** The ports that an image listens on. */
export function portsOfImage(stages: readonly Stage[], target: string): number[] {
  return instructionsOf(stages, target)
    .filter((line) => line.startsWith('EXPOSE '))
    .flatMap((line) => line.slice('EXPOSE '.length).split(' ').map(Number));
}

/** What an image runs unless told otherwise: the last CMD, in exec form. */
export function commandOfImage(stages: readonly Stage[], target: string): string[] {
  const line = instructionsOf(stages, target).findLast((candidate) => candidate.startsWith('CMD '));
  return z.array(z.string()).parse(JSON.parse(line?.slice('CMD '.length) ?? '[]'));
}

/** `512M`, `1G`, `640Mi` and the like, in MiB. */
export function mebibytes(amount: string): number {
  const [, count, unit] = /^(\d+)([MG])i?$/.exec(amount) ?? [];
  return Number(count) * (unit === 'G' ? 1024 : 1);
}

/** The heap that a command allows its process, in MiB. */
export function heapOf(command: readonly string[]): number | undefined {
  const option = command.find((argument) => argument.startsWith('--max-old-space-size='));
  return option === undefined ? undefined : Number(option.split('=')[1]);
}

/** The entry that a command runs, as a source file: `api/main.ts` for `dist/api/main.js`. */
export function entryOf(command: readonly string[]): string | undefined {
  return entriesOf(command).at(-1);
}

/** Every entry that a command loads: what is preloaded, and last what it runs. */
export function entriesOf(command: readonly string[]): string[] {
  const scripts = command.filter((argument) => /^(\.\/)?dist\/.*\.js$/.test(argument));
  return scripts.map((script) => script.replace(/^(\.\/)?dist\//, '').replace(/\.js$/, '.ts'));
}
