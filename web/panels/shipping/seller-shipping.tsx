'use client';

import { useState, type FormEvent } from 'react';
import { ApiProblem, messageOf } from '@/lib/problem';
import { Failed } from '@/shop/failed';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Loading, Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { Gate } from '../gate';
import { PageHead } from '../money/list';
import { useSend, useThing } from '../money/queries';
import { SELLERS } from '../types';
import { draftOf, newZone, zonesOf, type TableErrors, type ZoneDraft } from './draft';
import type { ShippingTable, ShippingZone } from './types';
import { Zone } from './zone';

/** Where a seller sends, how, and for how much. */
export function SellerShipping() {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {(actor) => actor.sellerId && <Shipping path={`/sellers/${actor.sellerId}/shipping`} />}
    </Gate>
  );
}

function Shipping({ path }: { path: string }) {
  // What is being typed must not be replaced by what is asked for again.
  const { data: table, error, refetch } = useThing<ShippingTable>(path, false);
  if (error && !table) return <Failed error={error} onRetry={() => void refetch()} />;
  return (
    <div className="page pt-8 [&>*]:max-w-4xl">
      <PageHead title="Shipping">
        {table &&
          (table.zones
            ? 'This is your own table. Countries that stand nowhere in it are not sent to.'
            : "You send by the market's table. Change it, and it becomes your own.")}
      </PageHead>
      {table ? (
        <Table key={table.version} table={table} path={path} onReload={() => void refetch()} />
      ) : (
        <Loading label="Loading your table" className="space-y-4">
          <Skeleton className="h-64 rounded-card" />
          <Skeleton className="h-64 rounded-card" />
        </Loading>
      )}
    </div>
  );
}

function Table({ table, path, onReload }: { table: ShippingTable; path: string; onReload: () => void }) {
  const sending = useSend<ShippingTable>();
  const [zones, setZones] = useState<ZoneDraft[]>(() => draftOf(table.effective));
  const [errors, setErrors] = useState<TableErrors>({});
  const save = (wanted: ShippingZone[] | null) =>
    sending.mutate(
      { path, method: 'PUT', ifMatch: `"${table.version}"`, body: { zones: wanted } },
      {
        onSuccess: () =>
          toast(wanted ? 'Saved. New baskets are priced by it.' : "The market's table counts again."),
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const made = zonesOf(zones);
    setErrors('errors' in made ? made.errors : {});
    if ('zones' in made && !sending.isPending) save(made.zones);
  };
  const isStale = sending.error instanceof ApiProblem && sending.error.status === 412;
  const wrong = Object.keys(errors).length;
  return (
    <form onSubmit={submit} noValidate className="space-y-6">
      {zones.map((zone) => (
        <Zone
          key={zone.key}
          zone={zone}
          errors={errors}
          onChange={(over) =>
            setZones((before) => before.map((one) => (one.key === zone.key ? { ...one, ...over } : one)))
          }
          onRemove={
            zones.length > 1
              ? () => setZones((before) => before.filter(({ key }) => key !== zone.key))
              : undefined
          }
        />
      ))}
      <Button icon="plus" onClick={() => setZones((before) => [...before, newZone()])}>
        Another zone
      </Button>
      {wrong > 0 && (
        <Notice tone="warn">
          <p>Nothing was saved: {wrong === 1 ? 'one thing needs' : 'some things need'} a look, see above.</p>
        </Notice>
      )}
      {sending.error && (
        <Notice
          tone="bad"
          title={messageOf(sending.error)}
          action={
            isStale && (
              <Button size="small" onClick={onReload}>
                Show the table as it is now
              </Button>
            )
          }
        />
      )}
      <div className="flex flex-col-reverse gap-3 border-t border-line pt-5 sm:flex-row sm:justify-end">
        {table.zones && (
          <Button disabled={sending.isPending} onClick={() => save(null)}>
            Back to the market&rsquo;s table
          </Button>
        )}
        <Button type="submit" look="flame" busy={sending.isPending} busyText="Saving…">
          Save
        </Button>
      </div>
    </form>
  );
}
