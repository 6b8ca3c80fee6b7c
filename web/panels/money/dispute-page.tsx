'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { ApiProblem } from '@/lib/problem';
import { useLive } from '@/lib/socket';
import { Failed } from '@/shop/failed';
import { ButtonLink } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Moment, TimeLeft } from '@/ui/clock';
import { EmptyState } from '@/ui/empty-state';
import { Icon } from '@/ui/icon';
import { Price } from '@/ui/price';
import { Loading, Skeleton } from '@/ui/skeleton';
import { Timeline } from '@/ui/timeline';
import { Part } from '../part';
import { ACTORS } from '../types';
import { Prose } from './prose';
import { useRenewMoney, useThing } from './queries';
import type { DisputePart, DisputeView } from './types';
import { disputeReason, DISPUTE_WORDS } from './words';

interface DisputePageProps {
  disputeId: string;
  home: string;
  children: (dispute: DisputeView) => ReactNode;
}

/** Loads a dispute and keeps it fresh, says where it stands, and says so when there is none. */
export function DisputePage({ disputeId, home, children }: DisputePageProps) {
  const { data, error, refetch } = useThing<DisputeView>(`/disputes/${disputeId}`);
  const [part] = data?.parts ?? [];
  useLive(part ? { order: part.orderId } : null, useRenewMoney());
  return (
    <div className="page pt-6">
      <Link href={home} className="inline-flex min-h-9 items-center gap-1 text-muted hover:text-ink">
        <Icon name="left" size={16} />
        All disputes
      </Link>
      {data ? (
        <>
          <Title dispute={data} />
          {children(data)}
        </>
      ) : error instanceof ApiProblem && error.status === 404 ? (
        <EmptyState
          level={1}
          title="No such dispute here"
          action={<ButtonLink href={home}>All disputes</ButtonLink>}
        >
          <p>It is about somebody else&apos;s order, or the address has a slip in it.</p>
        </EmptyState>
      ) : error ? (
        <div className="mt-4">
          <Failed error={error} onRetry={() => void refetch()} />
        </div>
      ) : (
        <Loading label="Loading the dispute" className="mt-3 space-y-5">
          <Skeleton className="h-9 w-64 max-w-full" />
          <Skeleton className="h-28 w-full" />
          <Skeleton className="h-64 w-full" />
        </Loading>
      )}
    </div>
  );
}

function Title({ dispute }: { dispute: DisputeView }) {
  const { label, tone } = DISPUTE_WORDS[dispute.status];
  return (
    <div className="mt-2 mb-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="min-w-0 text-title">{disputeReason(dispute.reason)}</h1>
        <span aria-live="polite">
          <Chip tone={tone}>{label}</Chip>
        </span>
      </div>
      <p className="mt-1 text-large">
        <Price minor={dispute.amountMinor} currency={dispute.currency} className="font-medium" />{' '}
        <span className="text-muted">
          <Stands dispute={dispute} />
        </span>
      </p>
    </div>
  );
}

/** What the bank has done with the money. */
function Stands({ dispute }: { dispute: DisputeView }) {
  switch (dispute.status) {
    case 'won':
      return 'stays here. The bank was convinced.';
    case 'lost':
      return 'has gone back to the buyer. The bank has decided.';
    case 'conceded':
      return 'is given up. The bank is being told.';
    case 'submitted':
      return 'is kept aside. The bank has the evidence and decides.';
    case 'open':
      return 'is kept aside until the bank decides.';
  }
}

/** Until when the bank takes evidence, in words, and what happens by itself. */
export function DueBand({ dispute, children }: { dispute: DisputeView; children?: ReactNode }) {
  if (dispute.status !== 'open') return null;
  const sent = dispute.submission !== null;
  return (
    <section
      aria-label="By when"
      className="mb-6 flex flex-col gap-4 rounded-card bg-dusk-soft p-4 sm:flex-row sm:items-center sm:justify-between md:p-6"
    >
      <div className="min-w-0">
        <h2 className="text-lead">
          {sent ? (
            'The evidence is being sent'
          ) : (
            <TimeLeft until={dispute.evidenceDueAt} over="The time for evidence is over" />
          )}
        </h2>
        <p className="mt-0.5 max-w-prose">
          The bank takes evidence until <Moment at={dispute.evidenceDueAt} />.
          {!sent && (
            <>
              {' '}
              What is gathered goes out by itself on <Moment at={dispute.submitAt} />.
            </>
          )}
        </p>
      </div>
      {children && <div className="flex shrink-0 gap-3 max-sm:[&>button]:grow">{children}</div>}
    </section>
  );
}

/** What the shop found in its own records about one order, and what its seller says. */
export function Gathered({ part, orderHref }: { part: DisputePart; orderHref: string }) {
  return (
    <Part
      title={`The order from ${part.sellerName}`}
      aside={
        <Link href={orderHref} prefetch={false} className="link">
          The order
        </Link>
      }
    >
      <h3 className="mb-1.5 font-text text-small font-medium tracking-normal text-muted">
        What our records say
      </h3>
      {part.facts.length === 0 ? (
        <p>Nothing was found yet.</p>
      ) : (
        <ul className="space-y-2">
          {part.facts.map((fact) => (
            <li key={`${fact.at} ${fact.text}`} className="border-l-2 border-oasis pl-3">
              <p>
                <Prose text={fact.text} />
              </p>
              {fact.at && (
                <p className="text-small text-muted">
                  <Moment at={fact.at} />
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {part.statements.length > 0 && (
        <>
          <h3 className="mt-5 mb-1.5 font-text text-small font-medium tracking-normal text-muted">
            What was added
          </h3>
          <ul className="space-y-3">
            {part.statements.map((statement) => (
              <li key={statement.id}>
                <blockquote className="border-l-2 border-dusk pl-3 whitespace-pre-wrap">
                  {statement.text}
                </blockquote>
                <p className="pl-3.5 text-small text-muted">
                  {ACTORS[statement.by.role]}, <Moment at={statement.at} />
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

/** What happened in a dispute, newest first. */
export function DisputeStory({ dispute }: { dispute: DisputeView }) {
  return (
    <Part title="What happened">
      <Timeline
        label="What happened"
        items={[...dispute.timeline].reverse().map((entry, index) => ({
          key: `${entry.at} ${index}`,
          at: entry.at,
          text: <Prose text={entry.text} />,
          by: ACTORS[entry.by.role],
        }))}
      />
    </Part>
  );
}
