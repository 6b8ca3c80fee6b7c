'use client';

import { useState } from 'react';
import { useFormat } from '@/lib/surroundings';
import { Button } from '@/ui/button';
import { Timeline } from '@/ui/timeline';
import { ActDialog } from './act-dialog';
import { permits, type Act } from './acts';
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
        <OrderPage orderId={orderId} back={{ href: '/seller', label: 'Your orders' }}>
          {(known) => <Content {...known} />}
        </OrderPage>
      )}
    </Gate>
  );
}

function Content({ order, deliveries, refunds }: Known) {
  const format = useFormat();
  const [act, setAct] = useState<Act | null>(null);
  const [refunding, setRefunding] = useState(false);
  const list = viewHolding(order.status);
  return (
    <>
      <OrderTitle order={order} title={`For ${order.shippingAddress.name}`} />
      <NextStep order={order} onAct={setAct} list={list} />
      <Columns
        main={
          <>
            <OrderThings order={order} />
            <Refunds order={order} refunds={refunds} />
          </>
        }
        aside={
          <>
            <OrderAddress order={order} />
            <Parcels deliveries={deliveries} />
            <OrderMoney order={order} />
            <div className="flex flex-wrap gap-3">
              {order.actions.includes('request-refund') && (
                <Button onClick={() => setRefunding(true)}>Give money back…</Button>
              )}
              {permits(order, 'cancel') && (
                <Button look="alarm" onClick={() => setAct('cancel')}>
                  Cancel the order…
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
      <ActDialog order={order} act={act} by="seller" onClose={() => setAct(null)} />
      {refunding && (
        <RefundDialog order={order} refunds={refunds} by="seller" onClose={() => setRefunding(false)} />
      )}
    </>
  );
}
