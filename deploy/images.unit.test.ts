import { ENTRIES } from '../stack/build/entries';
import {
  commandOfImage,
  entriesOf,
  heapOf,
  instructionsOf,
  mebibytes,
  read,
  readCompose,
  readStages,
} from './deployment';

const services = Object.entries(readCompose().services);
const stages = readStages();

describe('the images', () => {
  test('each is pinned to a version', () => {
    const foreign = services.filter(([, { build }]) => !build).map(([, { image }]) => image);
    const base = /^ARG NODE_IMAGE=(\S+)$/m.exec(read('deploy/Dockerfile'))?.[1] ?? '';
    for (const image of [...foreign, base]) expect(image).toMatch(/^[\w./-]+:v?\d+\.\d+(\.\d+)?[\w.-]*$/);
  });

  test.each(services.flatMap(([name, { build }]) => (build ? [[name, build] as const] : [])))(
    '%s is built by a target of the Dockerfile',
    (_, build) => {
      expect(build.dockerfile).toBe('deploy/Dockerfile');
      expect(stages.map(({ name }) => name)).toContain(build.target);
    },
  );

  test.each(['api', 'worker', 'relay', 'consumers', 'web', 'simulators', 'seed'])(
    '%s runs as nobody special and hears signals itself',
    (target) => {
      const instructions = instructionsOf(stages, target);
      expect(instructions.findLast((line) => line.startsWith('USER '))).toBe('USER node');
      expect(instructions.filter((line) => line.startsWith('HEALTHCHECK '))).toHaveLength(1);
      expect(commandOfImage(stages, target)[0]).toBe('node');
    },
  );

  test('together they run every entry of the shop, and no other', () => {
    const commands = services.flatMap(([, { build, command }]) =>
      build ? [command ?? commandOfImage(stages, build.target)] : [],
    );
    const images = stages.map(({ name }) => commandOfImage(stages, name));
    // The workers start a training themselves, from the folder that they are in.
    const run = [...[...commands, ...images].flatMap(entriesOf), 'workers/training.ts'];
    expect([...new Set(run)].toSorted()).toEqual([...ENTRIES].toSorted());
  });

  test.each(['build', 'packages'])('%s installs what the lock file says, and makes sure of it', (stage) => {
    const installing = instructionsOf(stages, stage).filter((line) => / npm (ci|install) /.test(line));
    expect(installing).toHaveLength(1);
    expect(installing[0]).toContain('npm install --no-save ');
    expect(installing[0]).toContain('node deploy/check-packages.mjs');
  });

  test('the web is built where Next.js and the volume of its cache look for it', () => {
    const building = instructionsOf(stages, 'build').find((line) => line.includes('stack/run.mjs build'));
    expect(building).toContain('CARAVAN_WEB_DIST=.next ');
  });

  test('no process may have a heap as large as its container', () => {
    const heaps = services.flatMap(([name, { build, command, deploy }]) =>
      build
        ? [
            [
              name,
              heapOf(command ?? commandOfImage(stages, build.target)) ?? 0,
              mebibytes(deploy.resources?.limits.memory ?? ''),
            ] as const,
          ]
        : [],
    );
    expect(heaps.length).toBeGreaterThan(7);
    for (const [name, heap, limit] of heaps)
      expect([name, heap > 0 && heap <= limit * 0.7]).toEqual([name, true]);
  });
});
