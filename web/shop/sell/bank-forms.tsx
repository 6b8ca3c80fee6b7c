'use client';

import { useState } from 'react';
import { Choices } from '@/panels/money/choices';
import { bankReason } from '@/panels/money/words';
import { TEST_BANKS } from '@/lib/test-banks';
import { Field } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { SendForm, type FormProps } from './send-form';

/** Where the shop is paid. */
export function BankForm({ application: { payout, business }, onDone }: FormProps) {
  const [holder, setHolder] = useState(payout?.holder ?? business?.legalName ?? '');
  const [bankToken, setBankToken] = useState<string>(TEST_BANKS[0].token);
  return (
    <SendForm
      path="bank-account"
      missing="Whose account is it? The bank compares the name."
      body={() => (holder.trim().length < 2 ? null : { holder, bankToken })}
      onDone={onDone}
    >
      {(faults) => (
        <>
          <p>The number goes to the payment provider. We keep its last four characters only.</p>
          {payout && (
            <p>
              Named now: {payout.holder}, ending in{' '}
              <span className="figures font-medium">{payout.last4}</span>
            </p>
          )}
          {payout?.problem && (
            <Notice tone="warn" title="Not verified yet">
              <p>{bankReason(payout.problem)}</p>
            </Notice>
          )}
          <Field
            label="Holder of the account"
            autoComplete="name"
            maxLength={120}
            value={holder}
            onChange={(event) => setHolder(event.target.value)}
            error={faults.holder}
          />
          <Choices
            label="A bank account of the demo: no money moves"
            choices={TEST_BANKS.map(({ token, label, meaning }) => ({ value: token, label, hint: meaning }))}
            value={bankToken}
            onChange={setBankToken}
          />
        </>
      )}
    </SendForm>
  );
}

const cents = (text: string): number | null => {
  const [, digits] = /^(?:0[.,])?(\d{1,2})$/.exec(text.trim()) ?? [];
  const value = Number(digits);
  return digits !== undefined && value > 0 ? value : null;
};

/** Two small amounts prove whose account it is. */
export function DepositsForm({ application: { payout }, onDone }: FormProps) {
  const [amounts, setAmounts] = useState(['', '']);
  if (!payout || payout.problem !== null)
    return <p>Name a bank account first; then two small amounts go there.</p>;
  if (payout.confirmedAt) return <p>Your bank account is confirmed. Nothing is left to do here.</p>;
  if (payout.triesLeft === 0)
    return (
      <p>The amounts were named wrongly too often. Name the bank account anew, and two others are sent.</p>
    );
  return (
    <SendForm
      path="deposits"
      action="Confirm the account"
      missing="Each of the two is between 0.01 and 0.99."
      body={() => {
        const [first, second] = amounts.map(cents);
        return first && second ? { amounts: [first, second] } : null;
      }}
      onDone={onDone}
    >
      {() => (
        <>
          <p>
            Two amounts of less than one euro are on your statement. In the demo they are{' '}
            <span className="figures font-medium">0.32</span> and{' '}
            <span className="figures font-medium">0.45</span>.
          </p>
          <div className="grid max-w-sm grid-cols-2 gap-4">
            {(['First amount', 'Second amount'] as const).map((label, index) => (
              <Field
                key={label}
                label={label}
                inputMode="decimal"
                placeholder="0.00"
                value={amounts[index] ?? ''}
                onChange={({ target }) =>
                  setAmounts((all) => all.map((one, at) => (at === index ? target.value : one)))
                }
              />
            ))}
          </div>
          <p className="text-small text-muted">
            {payout.triesLeft === 1 ? 'One try is left.' : `${payout.triesLeft} tries are left.`}
          </p>
        </>
      )}
    </SendForm>
  );
}
