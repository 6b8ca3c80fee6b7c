'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useFormat } from '@/lib/surroundings';
import type { OrderView } from '@/lib/types';
import { Button } from '@/ui/button';
import { Clock } from '@/ui/clock';
import { Notice } from '@/ui/notice';
import { Timeline } from '@/ui/timeline';
import { ActDialog } from './act-dialog';
import { permits, wordsOf, type Act } from './acts';
import { AcceptDialog } from './fulfil/accept-dialog';
import { Returns } from './fulfil/returns';
import { Gate } from './gate';
import { OrderLedger } from './money/order-ledger';
import { OrderAddress, OrderMoney } from './order-facts';
import { Columns, OrderPage, OrderTitle, type Known } from './order-page';
import { OrderThings } from './order-things';
import { OutLink } from './out-link';
import { Parcels } from './parcels';
import { Part } from './part';
import { PaymentPart } from './payment-part';
import { RefundDialog } from './refund-dialog';
import { Refunds } from './refunds';
import { storyOf } from './story';
import { STAFF } from './types';
import { workflowLink } from './workflow-link';

/** One order as support sees it: its story, and what can be done about it. */
export function StaffOrder({ orderId }: { orderId: string }) {
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {() => (
        <OrderPage orderId={orderId} back={{ href: '/staff/orders', label: 'All orders' }}>
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
  return (
    <>
      <OrderTitle order={order} title={`${order.sellerName} to ${order.shippingAddress.name}`} />
      {order.status === 'needs-attention' && (
        <Notice tone="warn" className="mb-6" title="This order waits for you">
          <p>{order.timeline.at(-1)?.text}</p>
        </Notice>
      )}
      <Columns
        main={
          <>
            <Part title="The story">
              <Timeline
                label="The story of the order"
                items={storyOf(order, deliveries, refunds, format.money)}
              />
            </Part>
            <Returns order={order} />
            <Refunds order={order} refunds={refunds} by="staff" />
          </>
        }
        aside={
          <>
            <WhatCanBeDone order={order} onAct={setAct} onRefund={() => setRefunding(true)} />
            <PaymentPart paymentId={order.paymentId} orderId={order.id} />
            <Parcels
              order={order}
              deliveries={deliveries}
              workflowOf={(delivery) => workflowLink(order.links?.temporal, `delivery-${delivery.id}`)}
            />
          </>
        }
        after={
          <>
            <OrderThings order={order} />
            <OrderMoney order={order} />
            <OrderLedger orderId={order.id} />
            <OrderAddress order={order} />
          </>
        }
      />
      {act === 'accept' ? (
        <AcceptDialog order={order} by="staff" onClose={() => setAct(null)} />
      ) : (
        <ActDialog order={order} act={act} by="staff" onClose={() => setAct(null)} />
      )}
      {refunding && (
        <RefundDialog order={order} refunds={refunds} by="staff" onClose={() => setRefunding(false)} />
      )}
    </>
  );
}

const ACTS: readonly Act[] = ['retry', 'skip', 'accept', 'ship', 'cancel'];

interface WhatCanBeDoneProps {
  order: OrderView;
  onAct: (act: Act) => void;
  onRefund: () => void;
}

function WhatCanBeDone({ order, onAct, onRefund }: WhatCanBeDoneProps) {
  const format = useFormat();
  const acts = ACTS.filter((act) => permits(order, act));
  const refunds = order.actions.includes('request-refund');
  const { temporal } = order.links ?? {};
  return (
    <Part title="What can be done">
      <p className="mb-3 text-small text-muted">
        <WaitsFor order={order} />
      </p>
      <div className="flex flex-col gap-2">
        {acts.map((act) => (
          <Button
            key={act}
            look={act === 'retry' ? 'flame' : act === 'cancel' ? 'alarm' : 'outline'}
            onClick={() => onAct(act)}
          >
            {wordsOf(act, order, 'staff', format).label}…
          </Button>
        ))}
        {refunds && <Button onClick={onRefund}>Give money back…</Button>}
        {acts.length === 0 && !refunds && <p>Nothing: the order goes on, or is over.</p>}
      </div>
      {temporal && (
        <ul className="mt-4 space-y-1 border-t border-line pt-3">
          <li>
            <OutLink href={temporal}>Workflow of the order</OutLink>
          </li>
          <li>
            <OutLink href={workflowLink(temporal, `checkout-${order.checkoutId}`) ?? temporal}>
              Workflow of the checkout
            </OutLink>
          </li>
          <li>
            <Link href={`/staff/events?tab=search&about=${order.id}`} prefetch={false} className="link">
              Its events
            </Link>
          </li>
        </ul>
      )}
    </Part>
  );
}

/** What the order waits for, and how long it will. */
function WaitsFor({ order }: { order: OrderView }) {
  switch (order.status) {
    case 'placed':
      return (
        <>
          {order.sellerName} has{' '}
          <Clock until={order.acceptBy} over="no time" className="font-medium text-ink" /> left to accept it.
        </>
      );
    case 'accepted':
      return order.shipBy ? (
        <>
          {order.sellerName} has{' '}
          <Clock until={order.shipBy} over="no time" className="font-medium text-ink" /> left to ship it.
        </>
      ) : (
        'It waits to be shipped.'
      );
    case 'shipping':
      return 'The card is being charged and the carrier booked.';
    case 'partly-shipped':
      return order.shipBy ? (
        <>
          A parcel has left. {order.sellerName} has{' '}
          <Clock until={order.shipBy} over="no time" className="font-medium text-ink" /> left for the rest.
        </>
      ) : (
        'A parcel has left; the rest waits to be shipped.'
      );
    case 'shipped':
      return 'The carrier has it.';
    case 'delivered':
      return 'The buyer can still send it back.';
    case 'needs-attention':
      return 'It stands still until you decide.';
    default:
      return 'The order is over.';
  }
}
