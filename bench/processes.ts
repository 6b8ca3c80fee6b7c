import { readdirSync, readFileSync } from 'node:fs';

/** CPU time and memory of one part of the shop, everything that it has started included. */
export interface Usage {
  cpuMs: number;
  rssMiB: number;
}
export type Usages = ReadonlyMap<string, Usage>;

/** The kernel counts CPU time in hundredths of a second on every Linux (sysconf(_SC_CLK_TCK)). */
const MS_PER_TICK = 10;
const PAGE_KIB = 4;
const SAMPLE_MS = 500;

/**
 * What processes have used so far. Each part leads a process group of its own, so its children are found by their
 * group; a part whose process is gone is left out. Empty where there is no /proc.
 * @param pids process ids of the leaders, by name
 */
export function usagesOf(pids: Record<string, number>): Usages {
  const names = new Map(Object.entries(pids).map(([name, pid]) => [pid, name]));
  const usages = new Map<string, Usage>();
  for (const { group, cpuMs, rssMiB } of everyProcess()) {
    const name = names.get(group);
    if (name === undefined) continue;
    const before = usages.get(name) ?? { cpuMs: 0, rssMiB: 0 };
    usages.set(name, { cpuMs: before.cpuMs + cpuMs, rssMiB: before.rssMiB + rssMiB });
  }
  return usages;
}

function everyProcess(): (Usage & { group: number })[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap(readProcess);
  } catch {
    return [];
  }
}

/** One that ends while it is read is not there. */
function readProcess(pid: string): (Usage & { group: number })[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may contain anything; what follows it starts with field 3 (proc_pid_stat(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const field = (number: number) => Number(fields[number - 3] ?? 0);
    return [
      {
        group: field(5),
        cpuMs: (field(14) + field(15)) * MS_PER_TICK,
        rssMiB: (field(24) * PAGE_KIB) / 1024,
      },
    ];
  } catch {
    return [];
  }
}

export interface Watch {
  /** CPU milliseconds since the watch began, by part. */
  cpuMs(): Map<string, number>;
  /** Most memory that each part had at a look, and what all looked at had together at once, in MiB. */
  stop(): { peakMiB: Map<string, number>; peakTogetherMiB: number };
}

/** Looks at the processes twice a second. @param together the parts whose memory is summed */
export function watchProcesses(pidsNow: () => Record<string, number>, together: ReadonlySet<string>): Watch {
  const first = usagesOf(pidsNow());
  const peakMiB = new Map<string, number>();
  let peakTogetherMiB = 0;
  const look = () => {
    let sum = 0;
    for (const [name, { rssMiB }] of usagesOf(pidsNow())) {
      peakMiB.set(name, Math.max(peakMiB.get(name) ?? 0, rssMiB));
      if (together.has(name)) sum += rssMiB;
    }
    peakTogetherMiB = Math.max(peakTogetherMiB, sum);
  };
  look();
  const timer = setInterval(look, SAMPLE_MS);
  return {
    cpuMs: () =>
      new Map(
        [...usagesOf(pidsNow())].map(([name, { cpuMs }]) => [name, cpuMs - (first.get(name)?.cpuMs ?? 0)]),
      ),
    stop() {
      clearInterval(timer);
      look();
      return { peakMiB, peakTogetherMiB };
    },
  };
}
