'use client';

import { useState } from 'react';
import { plural } from '@/lib/format';
import { messageOf } from '@/lib/problem';
import { useFormat } from '@/lib/surroundings';
import { Failed } from '@/shop/failed';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { Loading, Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { shareWords } from '../analytics/words';
import { Gate } from '../gate';
import { PageHead } from '../money/list';
import { useSend, useThing } from '../money/queries';
import { NoteDialog } from '../note-dialog';
import { OutLink } from '../out-link';
import { Fact, Facts, Part } from '../part';
import { ADMINS, STAFF } from '../types';
import {
  canGoBack,
  RANKING_WORDS,
  standingOf,
  type RankingName,
  type RankingScore,
  type RankingVersion,
} from './words';

const PATH = '/ranking-versions';
const RANKINGS = Object.keys(RANKING_WORDS) as RankingName[];

interface Versions {
  live: string | null;
  items: RankingVersion[];
  links: { temporal: string };
}

/** The rankings behind what shoppers are shown: how each was judged, a new one now, and the way back. */
export function Rankings() {
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {({ role }) => (
        <div className="page pt-8 [&>*]:max-w-4xl">
          <PageHead title="Recommendations">
            Every day Caravan learns anew what goes well with what, and shows it only if it finds at least as
            much as before.
          </PageHead>
          <Versions mayGoBack={ADMINS.includes(role)} />
        </div>
      )}
    </Gate>
  );
}

function Versions({ mayGoBack }: { mayGoBack: boolean }) {
  const { data, error, refetch } = useThing<Versions>(PATH);
  const [asked, setAsked] = useState(false);
  const sending = useSend();
  const train = () =>
    sending.mutate(
      { path: `${PATH}/runs`, askedAt: Date.now() },
      {
        onSuccess: () => toast('It begins in a moment. What comes of it appears here.'),
        onError: (problem) => toast(messageOf(problem), { tone: 'failed' }),
      },
    );
  return (
    <Part
      title="Attempts, the newest first"
      aside={
        <Button size="small" busy={sending.isPending} busyText="Asking…" onClick={train}>
          Learn now
        </Button>
      }
    >
      {data ? (
        <>
          {data.items.length === 0 ? (
            <p>Nothing was learnt yet. Until then shoppers see what is alike and well rated.</p>
          ) : (
            <ol className="divide-y divide-line" aria-label="Attempts">
              {data.items.map((version) => (
                <li key={version.id} className="py-4 first:pt-1">
                  <Attempt version={version} live={data.live} />
                </li>
              ))}
            </ol>
          )}
          <p className="mt-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
            <OutLink href={data.links.temporal}>Its workflow</OutLink>
            {mayGoBack && canGoBack(data.items, data.live) && (
              <Button size="small" onClick={() => setAsked(true)}>
                Go back to the one before…
              </Button>
            )}
          </p>
        </>
      ) : error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading label="Loading the attempts" className="space-y-3">
          <Skeleton className="h-5 w-56" />
          <Skeleton className="h-24 w-full" />
        </Loading>
      )}
      {asked && (
        <NoteDialog
          title="Go back to the one before"
          description="Shoppers see what was recommended before, within two seconds. The next attempt is compared with that."
          label="Why?"
          hint="It is kept with the ranking that you take back."
          missing="Say why. Nothing was changed yet."
          maxLength={500}
          confirm="Go back"
          busy="Going back…"
          done="Shoppers see what was recommended before."
          request={(note) => ({ path: `${PATH}/rollbacks`, body: { note } })}
          onClose={() => setAsked(false)}
        />
      )}
    </Part>
  );
}

function Attempt({ version, live }: { version: RankingVersion; live: string | null }) {
  const { gathered, trained, evaluation, ranking, reason, at } = version;
  const format = useFormat();
  const { text, tone } = standingOf(version, live);
  return (
    <article aria-label={text}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Chip tone={tone}>{text}</Chip>
        <Moment at={at} />
        {ranking && <span className="font-medium">{RANKING_WORDS[ranking]}</span>}
      </p>
      {reason && <p className="mt-2 max-w-prose">{reason}</p>}
      {evaluation && (
        <div className="mt-3 max-w-md">
          <Facts>
            {RANKINGS.map((name) => (
              <Fact key={name} term={RANKING_WORDS[name]}>
                {foundWords(evaluation[name])}
              </Fact>
            ))}
            {evaluation.live && <Fact term="What was shown then">{foundWords(evaluation.live)}</Fact>}
          </Facts>
          <p className="mt-2 text-small text-muted">
            Of what {plural(evaluation.judged, 'shopper')} turned to next, so much stood among the first ten
            that each would have shown.
          </p>
        </div>
      )}
      <p className="mt-2 text-small text-muted">
        {format.count(gathered.shoppers)} shoppers, {format.count(gathered.products)} products
        {trained &&
          `, learnt in ${secondsOf(trained.tookMs)} with ${format.count(Math.round(trained.peakMb))} MB`}
      </p>
    </article>
  );
}

const foundWords = ({ recall }: RankingScore) => shareWords(recall.mean, 1);

function secondsOf(ms: number): string {
  return plural(Math.max(1, Math.round(ms / 1000)), 'second');
}
