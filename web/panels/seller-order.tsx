'use client';

import { useState } from 'react';
import { useFormat } from '@/lib/surroundings';
import { AskSeller } from '@/talk/ask-seller';
import { Button } from '@/ui/button';
import { Timeline } from '@/ui/timeline';
import { ActDialog } from './act-dialog';
import { permits, wordsOf, type Act } from './acts';
import { AcceptDialog } from './fulfil/accept-dialog';
import { PackDialog } from './fulfil/pack-dialog';
import { Packing } from './fulfil/packing';
import { Returns } from './fulfil/returns';
import { Gate } from './gate';
import { NextStep } from './next-step';
import { OrderAddress, OrderMoney } from './order-facts';
import { Columns, OrderPage, OrderTitle, type Known } from './order-page';
import { OrderThings } from './order-things';
import { viewHolding } from './order-views';
import { Parcels } from './parcels';
import { Part } from './part';
import { RefundDialog } from './refund-dialog';
import { Refunds } from './refunds';
import { storyOf } from './story';
import { SELLERS } from './types';

/** One order as its seller works on it. */
export function SellerOrder({ orderId }: { orderId: string }) {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {() => (
        <OrderPage orderId={orderId} back={{ href: '/seller/orders', label: 'Your orders' }}>
          {(known) => <Content {...known} />}
        </OrderPage>
      )}
    </Gate>
  );
}

function Content({ order, deliveries, refunds }: Known) {
  const format = useFormat();
  const [asked, setAsked] = useState<{ act: Act; parcelId?: string } | null>(null);
  const [packing, setPacking] = useState(false);
  const [refunding, setRefunding] = useState(false);
  const list = viewHolding(order.status);
  return (
    <>
      <OrderTitle order={order} title={`For ${order.shippingAddress.name}`} />
      <NextStep
        order={order}
        onAct={(act) => setAsked({ act })}
        onPack={() => setPacking(true)}
        list={list}
      />
      <Columns
        main={
          <>
            <Packing
              order={order}
              onPack={() => setPacking(true)}
              onShip={(parcelId) => setAsked({ act: 'ship', parcelId })}
            />
            <Returns order={order} />
            <OrderThings order={order} />
            <Refunds order={order} refunds={refunds} by="seller" />
          </>
        }
        aside={
          <>
            <OrderAddress order={order} />
            <Parcels order={order} deliveries={deliveries} />
            <OrderMoney order={order} />
            <div className="flex flex-wrap gap-3">
              <AskSeller subject={{ type: 'order', id: order.id }} under="/seller/messages">
                Write to the buyer
              </AskSeller>
              {order.actions.includes('request-refund') && (
                <Button onClick={() => setRefunding(true)}>Give money back…</Button>
              )}
              {permits(order, 'cancel') && (
                <Button look="alarm" onClick={() => setAsked({ act: 'cancel' })}>
                  {wordsOf('cancel', order, 'seller', format).label}…
                </Button>
              )}
            </div>
          </>
        }
        after={
          <Part title="What happened">
            <Timeline label="What happened" items={storyOf(order, deliveries, refunds, format.money)} />
          </Part>
        }
      />
      {asked?.act === 'accept' ? (
        <AcceptDialog order={order} by="seller" onClose={() => setAsked(null)} />
      ) : (
        <ActDialog
          order={order}
          act={asked?.act ?? null}
          parcelId={asked?.parcelId}
          by="seller"
          onClose={() => setAsked(null)}
        />
      )}
      {packing && <PackDialog order={order} onClose={() => setPacking(false)} />}
      {refunding && (
        <RefundDialog order={order} refunds={refunds} by="seller" onClose={() => setRefunding(false)} />
      )}
    </>
  );
}
