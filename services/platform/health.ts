/** How something is asked that a process leans on. */
export interface Check {
  /** Without it the process cannot do its work. */
  needed: boolean;
  /** Rejects when it does not answer. */
  check(): Promise<void>;
}
export type Checks = Readonly<Record<string, Check>>;

export interface HealthReport {
  status: 'up' | 'degraded' | 'down';
  dependencies: Record<string, { status: 'up' | 'down'; needed: boolean }>;
}

/** What has not answered by then counts as away, in ms. */
const CHECK_WITHIN_MS = 1500;

/** Asks everything at once. Without something needed it is down; without the rest the work still goes on. */
export async function lookAround(checks: Checks): Promise<HealthReport> {
  const answers = await Promise.all(
    Object.entries(checks).map(async ([name, { needed, check }]) => {
      const status = (await doesAnswer(check)) ? ('up' as const) : ('down' as const);
      return [name, { status, needed }] as const;
    }),
  );
  const away = answers.filter(([, { status }]) => status === 'down');
  const isDown = away.some(([, { needed }]) => needed);
  return {
    status: isDown ? 'down' : away.length > 0 ? 'degraded' : 'up',
    dependencies: Object.fromEntries(answers),
  };
}

async function doesAnswer(check: () => Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), CHECK_WITHIN_MS);
  });
  const asked = check().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
