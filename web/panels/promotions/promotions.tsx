'use client';

import { useState } from 'react';
import { messageOf } from '@/lib/problem';
import { useFormat } from '@/lib/surroundings';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { Dialog } from '@/ui/dialog';
import { EmptyState } from '@/ui/empty-state';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Buttons } from '../buttons';
import { Gate } from '../gate';
import { List, PageHead } from '../money/list';
import { useList, useSend } from '../money/queries';

import { SELLERS, STAFF } from '../types';
import { PromotionDialog } from './promotion-dialog';
import type { PromotionView } from './types';
import { benefitWords, conditionWords, STATE_WORDS } from './words';

/** A seller's own promotions. */
export function SellerPromotions() {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {(actor) =>
        actor.sellerId && (
          <Promotions
            list={`/sellers/${actor.sellerId}/promotions`}
            create={`/sellers/${actor.sellerId}/promotions`}
            whoPays="You pay for it: it comes off what you get for these orders."
            lead="What you give off, you bear yourself. Caravan's own promotions cost you nothing."
          />
        )
      }
    </Gate>
  );
}

/** All promotions; admins make those of the platform. */
export function StaffPromotions() {
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {(actor) => (
        <Promotions
          list="/promotions"
          create={actor.role === 'admin' ? '/promotions' : null}
          whoPays="Caravan pays for it: sellers get what they would get without it."
          lead="Those of Caravan, which Caravan pays for, and those of the shops, which they pay for themselves."
        />
      )}
    </Gate>
  );
}

interface PromotionsProps {
  list: string;
  /** Where a new one goes; null for who may not make one. */
  create: string | null;
  whoPays: string;
  lead: string;
}

function Promotions({ list, create, whoPays, lead }: PromotionsProps) {
  const query = useList<PromotionView>(list, { limit: '50' });
  const [isMaking, setMaking] = useState(false);
  const [ending, setEnding] = useState<PromotionView | null>(null);
  const make = create && (
    <Button look="flame" onClick={() => setMaking(true)}>
      New promotion…
    </Button>
  );
  return (
    <div className="page pt-8 [&>*]:max-w-4xl">
      <PageHead title="Promotions">{lead}</PageHead>
      {make && <div className="mb-6">{make}</div>}
      <List
        title="All promotions"
        quietTitle
        query={query}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title="No promotion yet">
            <p>Percent off, an amount off, free post, or one free of three: for all, or with a code.</p>
          </EmptyState>
        }
      >
        {(promotion) => <Row promotion={promotion} onEnd={() => setEnding(promotion)} />}
      </List>
      {isMaking && create && (
        <PromotionDialog path={create} whoPays={whoPays} onClose={() => setMaking(false)} />
      )}
      {ending && <EndDialog promotion={ending} onClose={() => setEnding(null)} />}
    </div>
  );
}

function Row({ promotion, onEnd }: { promotion: PromotionView; onEnd: () => void }) {
  const format = useFormat();
  const { label, code, state, conditions, limits, uses, actions, sellerId } = promotion;
  return (
    <div className="grid gap-3 p-4 md:grid-cols-[minmax(0,1fr)_auto] md:items-center md:gap-8 md:px-5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium">{label}</span>
          <Chip tone={STATE_WORDS[state].tone}>{STATE_WORDS[state].label}</Chip>
          {code && <span className="rounded-small bg-sunk px-2 py-0.5 text-small font-medium">{code}</span>}
        </p>
        <p className="mt-1">
          {benefitWords(promotion, format.money)}
          {sellerId === null && <span className="text-muted"> · paid by Caravan</span>}
        </p>
        <p className="text-small text-muted">
          {conditionWords(promotion, format.money).map((words) => (
            <span key={words}>{words} </span>
          ))}
          From <Moment at={conditions.from} />
          {conditions.until && (
            <>
              {' '}
              until <Moment at={conditions.until} />
            </>
          )}
          .
        </p>
        {code && (
          <p className="figures text-small">
            Used {uses ?? 0}
            {limits.total === null ? ' times' : ` of ${limits.total} times`}
          </p>
        )}
      </div>
      {actions.includes('end') && (
        <Button onClick={onEnd}>
          End it… <span className="sr-only">{label}</span>
        </Button>
      )}
    </div>
  );
}

function EndDialog({ promotion, onClose }: { promotion: PromotionView; onClose: () => void }) {
  const sending = useSend();
  const end = () =>
    sending.mutate(
      { path: `/promotions/${promotion.id}/endings`, ifMatch: `"${promotion.version}"`, body: {} },
      {
        onSuccess: () => {
          toast('The promotion is ended.');
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`End “${promotion.label}”?`}
      description="It takes nothing off any more. What was bought with it stays as it is."
    >
      {sending.error && (
        <Notice tone="bad">
          <p>{messageOf(sending.error)}</p>
        </Notice>
      )}
      <Buttons>
        <Button onClick={onClose}>Not now</Button>
        <Button look="alarm" busy={sending.isPending} busyText="Ending…" onClick={end}>
          End it
        </Button>
      </Buttons>
    </Dialog>
  );
}
