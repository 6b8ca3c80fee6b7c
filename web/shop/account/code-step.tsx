'use client';

import { useState } from 'react';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { AuthCard } from './auth-card';

interface CodeStepProps {
  email: string;
  /** Sends the code; what it throws is shown. */
  onCode: (code: string) => Promise<void>;
  /** Sends a new mail. */
  onAgain: () => Promise<void>;
  onBack: () => void;
}

/** The six digits that came by e-mail. */
export function CodeStep({ email, onCode, onAgain, onBack }: CodeStepProps) {
  const [code, setCode] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function send() {
    setFailure(null);
    if (!/^\d{6}$/.test(code)) {
      setFailure('The code has six digits.');
      return;
    }
    setBusy(true);
    try {
      await onCode(code);
    } catch (error) {
      setFailure(messageOf(error));
    } finally {
      setBusy(false);
    }
  }

  async function again() {
    await onAgain();
    toast('A new code is on its way.');
  }

  return (
    <AuthCard
      title="Look into your mail"
      lead={
        <>
          We have written to <span className="font-medium text-ink">{email}</span>. The code in it is good for
          ten minutes.
        </>
      }
      foot={
        <p>
          Nothing came?{' '}
          <button type="button" className="link" onClick={() => void again()}>
            Send it again
          </button>{' '}
          or{' '}
          <button type="button" className="link" onClick={onBack}>
            change the address
          </button>
        </p>
      }
    >
      <form
        noValidate
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void send();
        }}
      >
        {failure && <Notice tone="bad">{failure}</Notice>}
        <Field
          label="Code"
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          placeholder="······"
          value={code}
          onChange={(event) => setCode(event.target.value.replace(/\D/g, '').slice(0, 6))}
          className="figures text-center [&_input]:text-center [&_input]:text-title [&_input]:tracking-[0.4em]"
        />
        <Button type="submit" look="flame" size="large" wide busy={busy} busyText="Checking…">
          Confirm
        </Button>
      </form>
    </AuthCard>
  );
}
