'use client';

import Link from 'next/link';
import { useState } from 'react';
import { ApiProblem } from '@/lib/problem';
import { Failed } from '@/shop/failed';
import { STATUS_WORDS, type ApplicationView } from '@/shop/sell/types';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { EmptyState } from '@/ui/empty-state';
import { Loading, Skeleton } from '@/ui/skeleton';
import { Timeline } from '@/ui/timeline';
import { Gate } from '../gate';
import { useThing } from '../money/queries';
import { NoteDialog } from '../note-dialog';
import { OutLink } from '../out-link';
import { Part } from '../part';
import type { ShopView } from '../shop/types';
import { ACTORS, STAFF } from '../types';
import { ApplicationFacts } from './application-facts';
import { AskDialog } from './ask-dialog';

/** One seller, or one who wants to be: what there is to know, and what can be decided. */
export function StaffSeller({ id }: { id: string }) {
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {() => <Seller id={id} />}
    </Gate>
  );
}

const isMissing = (error: unknown) => error instanceof ApiProblem && error.status === 404;

function Seller({ id }: { id: string }) {
  const application = useThing<ApplicationView>(`/applications/${id}`);
  const shop = useThing<ShopView>(`/sellers/${id}/shop`);
  const failed = [application, shop].find(({ error, data }) => error && !data && !isMissing(error));
  if (failed)
    return (
      <div className="page pt-8">
        <Failed error={failed.error} onRetry={() => void failed.refetch()} />
      </div>
    );
  if (application.isPending || shop.isPending)
    return (
      <Loading label="Loading the seller" className="page space-y-4 pt-8">
        <Skeleton className="h-9 w-72" />
        <Skeleton className="h-72 w-full" />
      </Loading>
    );
  if (!application.data && !shop.data)
    return (
      <div className="page">
        <EmptyState level={1} title="There is no such seller" />
      </div>
    );
  return <Known application={application.data ?? null} shop={shop.data ?? null} />;
}

function Known({ application, shop }: { application: ApplicationView | null; shop: ShopView | null }) {
  const name = shop?.name ?? application?.profile?.name ?? application?.email.address ?? '';
  const link = application?.links?.temporal ?? shop?.links?.temporal;
  return (
    <div className="page pt-8">
      <p className="mb-2 text-small">
        <Link href="/staff/sellers" className="link">
          Sellers
        </Link>
      </p>
      <div className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-head">{name}</h1>
        {shop ? (
          <Chip tone={shop.status === 'active' ? 'oasis' : 'alarm'}>
            {shop.status === 'active' ? 'Open' : 'Hidden'}
          </Chip>
        ) : (
          application && (
            <Chip tone={STATUS_WORDS[application.status].tone}>{STATUS_WORDS[application.status].label}</Chip>
          )
        )}
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-[2fr_1fr]">
        <div className="grid gap-6">
          {application && <ApplicationFacts application={application} />}
          {application && (
            <Part title="What happened">
              <Timeline
                label="What happened"
                items={application.timeline
                  .map(({ at, text, by }, index) => ({
                    ...{ key: `${at} ${index}`, at, text },
                    by: by.role === 'buyer' ? 'the applicant' : (ACTORS[by.role as 'system'] ?? by.role),
                  }))
                  .reverse()}
              />
            </Part>
          )}
          {!application && shop && (
            <Part title="The shop">
              <p>{shop.tagline}</p>
              <p className="mt-2 text-muted">It was opened without an application.</p>
            </Part>
          )}
        </div>
        <Part title="What can be done">
          <Acts application={application} shop={shop} />
          {link && (
            <p className="mt-4">
              <OutLink href={link}>Its workflow</OutLink>
            </p>
          )}
        </Part>
      </div>
    </div>
  );
}

type Open = 'ask' | 'approve' | 'refuse' | 'suspend' | 'reinstate' | null;

function Acts({ application, shop }: { application: ApplicationView | null; shop: ShopView | null }) {
  const [open, setOpen] = useState<Open>(null);
  const actions = [...(application?.actions ?? []), ...(shop?.actions ?? [])];
  const close = () => setOpen(null);
  const id = shop?.id ?? application?.id ?? '';
  if (actions.length === 0) return <p>Nothing now. The applicant has the next move.</p>;
  return (
    <div className="flex flex-col gap-3">
      {actions.includes('approve') && (
        <Button look="flame" onClick={() => setOpen('approve')}>
          Approve…
        </Button>
      )}
      {actions.includes('ask') && <Button onClick={() => setOpen('ask')}>Ask back…</Button>}
      {actions.includes('refuse') && (
        <Button look="alarm" onClick={() => setOpen('refuse')}>
          Refuse…
        </Button>
      )}
      {actions.includes('suspend') && (
        <Button look="alarm" onClick={() => setOpen('suspend')}>
          Hide the shop…
        </Button>
      )}
      {actions.includes('reinstate') && (
        <Button look="flame" onClick={() => setOpen('reinstate')}>
          Show it again…
        </Button>
      )}
      {open === 'ask' && <AskDialog id={id} onClose={close} />}
      {open !== null && open !== 'ask' && <Decide id={id} act={open} onClose={close} />}
    </div>
  );
}

function Decide({ id, act, onClose }: { id: string; act: keyof typeof DECISIONS; onClose: () => void }) {
  const { path, ...words } = DECISIONS[act];
  return (
    <NoteDialog
      {...words}
      onClose={onClose}
      request={(note) => ({ path: path(id), body: { note }, askedAt: Date.now() })}
    />
  );
}

const DECISIONS = {
  approve: {
    title: 'Open this shop?',
    description: 'It is open within a second, and its seller is written to.',
    label: 'Note for the record',
    confirm: 'Approve',
    busy: 'Opening…',
    done: 'The shop is open.',
    path: (id: string) => `/applications/${id}/approvals`,
  },
  refuse: {
    title: 'Refuse this application?',
    description: 'The applicant is told the reason. This cannot be taken back.',
    label: 'Reason, for the applicant',
    missing: 'Say why, in a sentence that the applicant can read. Nothing was decided.',
    confirm: 'Refuse',
    busy: 'Refusing…',
    look: 'alarm',
    done: 'Refused.',
    path: (id: string) => `/applications/${id}/refusals`,
  },
  suspend: {
    title: 'Hide this shop?',
    description:
      'Buyers no longer see it and its goods. Its open orders go on. The seller is told the reason.',
    label: 'Reason, for the seller',
    missing: 'Say why, in a sentence that the seller can read. Nothing was changed.',
    confirm: 'Hide it',
    busy: 'Hiding…',
    look: 'alarm',
    done: 'The shop is hidden.',
    path: (id: string) => `/sellers/${id}/suspensions`,
  },
  reinstate: {
    title: 'Show this shop again?',
    description: 'Buyers see it and its goods within a second, and the seller is written to.',
    label: 'Note for the record',
    missing: 'Say why. Nothing was changed.',
    confirm: 'Show it',
    busy: 'Showing…',
    done: 'The shop is shown again.',
    path: (id: string) => `/sellers/${id}/reinstatements`,
  },
} as const;
