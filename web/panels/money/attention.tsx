'use client';

import { useId, useState } from 'react';
import { capital, inWords, plural } from '@/lib/format';
import type { Page } from '@/lib/types';
import { Failed } from '@/shop/failed';
import { Button, ButtonLink } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { EmptyState } from '@/ui/empty-state';
import { Gate } from '../gate';
import { OutLink } from '../out-link';
import { StaffSearch } from '../staff-orders';
import { STAFF } from '../types';
import { PageHead, RowsLoading } from './list';
import { Prose } from './prose';
import { useThing } from './queries';
import { ResolveDialog } from './resolve-dialog';
import { decisionPlace, SUBJECT_WORDS, subjectHref } from './subject';
import { isResolvable, type AttentionItem, type ResolvableItem } from './types';
import { problemTitle, SEVERITY_WORDS } from './words';

/** Asking Temporal for what is parked costs it a search, so it is not done every few seconds. */
const POLL_MS = 10_000;

/** Where staff begin: everything that machines could not put right, the most urgent first. */
export function Attention() {
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {() => <Queue />}
    </Gate>
  );
}

function Queue() {
  const { data, error, refetch } = useThing<Pick<Page<AttentionItem>, 'items'>>('/attention', POLL_MS);
  const [decided, setDecided] = useState<ResolvableItem | null>(null);
  return (
    <div className="page pt-8">
      <PageHead title="Waiting for you">{data && sentenceOf(data.items)}</PageHead>
      <StaffSearch query={null} />
      {data ? (
        data.items.length === 0 ? (
          <EmptyState title="Nothing waits for you">
            <p>Every order, refund and payout goes its way by itself.</p>
          </EmptyState>
        ) : (
          <ul className="space-y-4" aria-label="What waits for you">
            {data.items.map((item) => (
              <li key={`${item.kind} ${item.id}`}>
                <Waiting item={item} onDecide={setDecided} />
              </li>
            ))}
          </ul>
        )
      ) : error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <RowsLoading label="Looking what waits for you" />
      )}
      {decided && (
        <ResolveDialog
          key={decided.id}
          item={decided}
          isThere={data?.items.some(({ id }) => id === decided.id) ?? true}
          onClose={() => setDecided(null)}
        />
      )}
    </div>
  );
}

function sentenceOf(items: readonly AttentionItem[]): string {
  if (items.length === 0) return 'Nothing stands still.';
  const urgent = items.filter(({ severity }) => severity === 'urgent').length;
  const all = capital(plural(items.length, 'thing'));
  if (urgent === 0) return `${all} to decide about.`;
  return urgent === items.length ? `${all}, urgent.` : `${all}, ${inWords(urgent)} of them urgent.`;
}

interface WaitingProps {
  item: AttentionItem;
  onDecide: (item: ResolvableItem) => void;
}

function Waiting({ item, onDecide }: WaitingProps) {
  const heading = useId();
  const { label, tone } = SEVERITY_WORDS[item.severity];
  return (
    <article
      aria-labelledby={heading}
      className="grid gap-4 rounded-card border border-line bg-surface p-4 md:grid-cols-[minmax(0,1fr)_auto] md:items-center md:gap-8 md:p-6"
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-muted">
          <Chip tone={tone}>{label}</Chip>
          <span>
            since <Moment at={item.since} />
          </span>
        </p>
        <h2 id={heading} className="mt-2 text-lead">
          {problemTitle(item)}
        </h2>
        <p className="mt-1 max-w-prose break-words">
          <Prose text={item.text} />
        </p>
        <p className="mt-1 max-w-prose text-muted">{item.suggestion}</p>
        <p className="mt-2 flex flex-wrap gap-x-5 gap-y-1">
          {item.links.temporal && <OutLink href={item.links.temporal}>Its workflow</OutLink>}
        </p>
      </div>
      <div className="flex flex-col gap-2 md:min-w-48">
        {isResolvable(item) ? (
          <DecidedHere item={item} onDecide={() => onDecide(item)} />
        ) : (
          <DecidedElsewhere item={item} />
        )}
      </div>
    </article>
  );
}

function DecidedHere({ item, onDecide }: { item: ResolvableItem; onDecide: () => void }) {
  // What machines found is put right elsewhere; what stands still goes on by a decision.
  const isCase = item.kind === 'case';
  const href = subjectHref(item.subject);
  return (
    <>
      {href && (
        <ButtonLink href={href} prefetch={false} look={isCase ? 'ink' : 'outline'}>
          {SUBJECT_WORDS[item.subject.type] ?? 'Look at it'}
        </ButtonLink>
      )}
      <Button
        look={isCase ? 'outline' : 'ink'}
        onClick={onDecide}
        className={isCase ? undefined : 'order-first'}
      >
        {isCase ? 'Close the case…' : 'Decide…'}
      </Button>
    </>
  );
}

function DecidedElsewhere({ item }: { item: AttentionItem }) {
  const place = decisionPlace(item.subject);
  if (!place) return null;
  return (
    <ButtonLink href={place.href} prefetch={false} look="ink">
      {place.label}
    </ButtonLink>
  );
}
