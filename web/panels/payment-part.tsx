'use client';

import { ApiProblem, messageOf } from '@/lib/problem';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { Price } from '@/ui/price';
import { Loading, Skeleton } from '@/ui/skeleton';
import { PAYMENT_WORDS } from './order-words';
import { OutLink } from './out-link';
import { Fact, Facts, Part } from './part';
import { usePayment } from './queries';
import type { PaymentView } from './types';

/** The money of a checkout, for staff. @param orderId marks the part of this order */
export function PaymentPart({ paymentId, orderId }: { paymentId: string; orderId?: string }) {
  const { data: payment, error } = usePayment(paymentId);
  if (payment) return <Summary payment={payment} orderId={orderId} />;
  if (error) {
    const none = error instanceof ApiProblem && error.status === 404;
    return (
      <Part title="Payment">
        <p className="text-muted">{none ? 'Nothing was asked of the bank yet.' : messageOf(error)}</p>
      </Part>
    );
  }
  return (
    <Loading label="Loading the payment">
      <Skeleton className="h-48 w-full" />
    </Loading>
  );
}

function Summary({ payment, orderId }: { payment: PaymentView; orderId?: string }) {
  const { currency, status, authorisedUntil } = payment;
  const { label, tone } = PAYMENT_WORDS[status];
  const part = payment.parts.find((one) => one.orderId === orderId);
  const declined = payment.attempts.filter((attempt) => attempt.status === 'declined');
  const holds = authorisedUntil && payment.capturedMinor < payment.authorisedMinor;
  return (
    <Part title="Payment" aside={<Chip tone={tone}>{label}</Chip>}>
      <Facts>
        <Fact term="Whole basket">
          <Price minor={payment.amountMinor} currency={currency} />
        </Fact>
        <Fact term="Reserved">
          <Price minor={payment.authorisedMinor} currency={currency} />
        </Fact>
        <Fact term="Charged">
          <Price minor={payment.capturedMinor} currency={currency} />
        </Fact>
        <Fact term="Given back">
          <Price minor={payment.refundedMinor} currency={currency} />
        </Fact>
        {(payment.disputedMinor ?? 0) > 0 && (
          <Fact term="Taken back by the bank">
            <Price minor={payment.disputedMinor ?? 0} currency={currency} />
          </Fact>
        )}
        {part && (
          <Fact term="This order's part" strong>
            <Price minor={part.amountMinor} currency={currency} />
          </Fact>
        )}
        {part && (part.capturedMinor > 0 || part.released) && (
          <Fact term={part.released ? 'Let go' : 'of it charged'}>
            <Price
              minor={part.released ? part.amountMinor - part.capturedMinor : part.capturedMinor}
              currency={currency}
            />
          </Fact>
        )}
      </Facts>
      {holds && (
        <p className="mt-3 text-small text-muted">
          The reservation holds until <Moment at={authorisedUntil} />.
        </p>
      )}
      {declined.length > 0 && (
        <p className="mt-3 text-small text-muted">
          {declined.length === 1 ? 'One card was declined' : `${declined.length} cards were declined`}
          {' before: '}
          {declined
            .map((attempt) => (attempt.declineReason ?? 'no reason given').replaceAll('-', ' '))
            .join(', ')}
          .
        </p>
      )}
      {payment.links?.temporal && (
        <p className="mt-3">
          <OutLink href={payment.links.temporal}>Workflow of the payment</OutLink>
        </p>
      )}
    </Part>
  );
}
