'use client';

import { capital, plural } from '@/lib/format';
import { messageOf } from '@/lib/problem';
import { Failed } from '@/shop/failed';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { Loading, Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { Gate } from '../gate';
import { OutLink } from '../out-link';
import { Fact, Facts, Part } from '../part';
import { STAFF } from '../types';
import { PageHead } from './list';
import { useSend, useThing } from './queries';
import type { WatchReport } from './types';

interface Watch {
  last: WatchReport | null;
  runs: WatchReport[];
  links: { temporal: string };
}

const WATCHES = [
  {
    path: '/reconciliation',
    title: 'The provider and the books',
    what: 'Compares every payment and payout of the provider with ours. What can be mended is; the rest becomes a case.',
  },
  {
    path: '/audits',
    title: 'All records',
    what: 'Checks that money, goods, orders and workflows agree everywhere. It changes nothing.',
  },
] as const;

/** Those who look after the whole: when they last looked, what they found, and looking now. */
export function Checks() {
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {() => (
        <div className="page pt-8 [&>*]:max-w-4xl">
          <PageHead title="Checks">Caravan looks by itself whether everything agrees.</PageHead>
          <div className="space-y-6">
            {WATCHES.map((watch) => (
              <OneWatch key={watch.path} {...watch} />
            ))}
          </div>
        </div>
      )}
    </Gate>
  );
}

function OneWatch({ path, title, what }: (typeof WATCHES)[number]) {
  const { data, error, refetch } = useThing<Watch>(path);
  const sending = useSend();
  const run = () =>
    sending.mutate(
      { path: `${path}/runs`, askedAt: Date.now() },
      {
        onSuccess: () => toast('It runs in a moment. What it finds appears here.'),
        onError: (problem) => toast(messageOf(problem), { tone: 'failed' }),
      },
    );
  return (
    <Part
      title={title}
      aside={
        <Button size="small" busy={sending.isPending} busyText="Asking…" onClick={run}>
          Run now<span className="sr-only">: {title}</span>
        </Button>
      }
    >
      <p className="-mt-1 mb-4 max-w-prose text-muted">{what}</p>
      {data ? (
        <Reports watch={data} />
      ) : error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading label={`Loading: ${title}`} className="space-y-3">
          <Skeleton className="h-5 w-56" />
          <Skeleton className="h-16 w-full" />
        </Loading>
      )}
    </Part>
  );
}

function Reports({ watch: { last, runs, links } }: { watch: Watch }) {
  if (!last) return <p>It has not run yet.</p>;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1" aria-live="polite">
        <Verdict report={last} />
        <span>
          <Moment at={last.endedAt} />, in {secondsOf(last)}
        </span>
      </p>
      {last.findings.length > 0 && (
        <ul className="mt-4 space-y-3" aria-label="What does not agree">
          {last.findings.map(({ what, ids }) => (
            <li key={`${what} ${ids[0]}`} className="border-l-2 border-alarm pl-3">
              <p>{what}</p>
              <p className="text-small break-all text-muted">{ids.join(', ')}</p>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-4 max-w-md">
        <Facts>
          {Object.entries(last.counts).map(([name, count]) => (
            <Fact key={name} term={capital(wordsOf(name))}>
              {count}
            </Fact>
          ))}
        </Facts>
      </div>
      {runs.length > 1 && (
        <details className="group mt-4">
          <summary className="link inline-flex min-h-9 items-center">
            The {plural(runs.length - 1, 'run')} before
          </summary>
          <ol className="mt-2 divide-y divide-line">
            {runs.slice(1).map((report) => (
              <li key={report.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
                <Verdict report={report} />
                <Moment at={report.endedAt} />
              </li>
            ))}
          </ol>
        </details>
      )}
      <p className="mt-3">
        <OutLink href={links.temporal}>Its workflow</OutLink>
      </p>
    </>
  );
}

function Verdict({ report }: { report: WatchReport }) {
  if (report.isClean) return <Chip tone="oasis">Everything agrees</Chip>;
  const count = report.findings.length;
  return (
    <Chip tone="alarm">{count === 0 ? 'Something differs' : `${capital(plural(count, 'finding'))}`}</Chip>
  );
}

function secondsOf({ startedAt, endedAt }: WatchReport): string {
  const seconds = Math.max(1, Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000));
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}

/** `heldMinor` and `held-minor` are read as `held minor`. */
function wordsOf(name: string): string {
  return name
    .replaceAll(/[-_]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
