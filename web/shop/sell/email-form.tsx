'use client';

import { useState } from 'react';
import { api } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { toast } from '@/ui/toast';
import { SendForm, type FormProps } from './send-form';

/** A code by mail, so that letters about money reach the right person. */
export function EmailForm({ application, onDone }: FormProps) {
  const [code, setCode] = useState('');
  const [isSent, setIsSent] = useState(false);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    try {
      await api('/onboarding/email-codes', { method: 'POST', body: {} });
      setIsSent(true);
      toast('A code is on its way.');
    } catch (error) {
      toast(messageOf(error), { tone: 'failed' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="space-y-5">
      <p>
        We write to <span className="font-medium">{application.email.address}</span> about your shop and its
        money.
      </p>
      <Button look={isSent ? 'outline' : 'flame'} busy={busy} busyText="Sending…" onClick={send}>
        {isSent ? 'Send another code' : 'Send me a code'}
      </Button>
      {isSent && (
        <SendForm
          path="email"
          action="Confirm"
          missing="The code has six digits."
          body={() => (/^\d{6}$/.test(code) ? { code } : null)}
          onDone={onDone}
        >
          {() => (
            <Field
              label="Code"
              inputMode="numeric"
              autoComplete="one-time-code"
              className="max-w-48"
              value={code}
              onChange={(event) => setCode(event.target.value.replace(/\D/g, '').slice(0, 6))}
            />
          )}
        </SendForm>
      )}
    </div>
  );
}
