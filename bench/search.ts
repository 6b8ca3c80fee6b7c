import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { buildEntries, bundleOf } from '../stack/build/entries';
import { renderTable } from '../stack/doctor/table';
import { parts } from '../stack/shop/parts';
import { rounded } from './statistics';

const ENTRY = 'bench/search.main.ts';
const PRODUCTS = 100_000;
const LIMIT_MS = 600_000;

const figuresSchema = z.object({
  products: z.number(),
  words: z.number(),
  indexMs: z.number(),
  memory: z.object({ heapMiB: z.number(), buffersMiB: z.number(), rssMiB: z.number() }),
  figures: z.array(
    z.object({
      ...{ name: z.string(), asked: z.number(), p50: z.number(), p95: z.number(), p99: z.number() },
      cpuMs: z.number(),
    }),
  ),
});
export type SearchFigures = z.infer<typeof figuresSchema>;

/** Searches a generated catalogue of 100,000 products, in a process that has the API's heap and needs no servers. */
export async function measureSearch(isQuick: boolean): Promise<SearchFigures> {
  await buildEntries([ENTRY]);
  const heap = parts.find(({ name }) => name === 'api')?.nodeOptions ?? [];
  const args = [...heap, '--expose-gc', bundleOf(ENTRY), String(PRODUCTS), isQuick ? '100' : '400'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: LIMIT_MS });
  return figuresSchema.parse(JSON.parse(stdout));
}

export function searchReport({ products, words, indexMs, memory, figures }: SearchFigures): string {
  const ms = (value: number) => String(rounded(value));
  const { heapMiB, buffersMiB, rssMiB } = memory;
  return [
    `Search among ${products} products (${words} words) in a process with the API's heap; ms of one after another, none twice`,
    renderTable([
      ['question', 'asked', 'p50', 'p95', 'p99', 'CPU ms each'],
      ...figures.map(({ name, asked, p50, p95, p99, cpuMs }) => [
        ...[name, String(asked), ms(p50), ms(p95), ms(p99), ms(cpuMs)],
      ]),
    ]),
    `Filled in ${rounded(indexMs / 1000)} s; heap ${Math.round(heapMiB)} MiB, beside it ${Math.round(buffersMiB)} MiB, process ${Math.round(rssMiB)} MiB`,
  ].join('\n');
}
