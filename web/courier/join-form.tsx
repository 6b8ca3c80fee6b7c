'use client';

import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { api } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import type { Session } from '@/lib/types';
import { AuthCard } from '@/shop/account/auth-card';
import { CODE_RULES, CodeField, NewPasswordField, PASSWORD_RULES } from '@/shop/account/secret-fields';
import { useEnter } from '@/shop/account/use-enter';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Field } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';

interface Values {
  name: string;
  code: string;
  password: string;
}

/** Joining a shop as its courier, with the code of the invitation. */
export function JoinForm() {
  const invitation = useSearchParams().get('invitation') ?? '';
  const enter = useEnter();
  const [failure, setFailure] = useState<string | null>(null);
  const { register, handleSubmit, formState } = useForm<Values>();
  const { errors, isSubmitting } = formState;
  const path = `/courier-invitations/${encodeURIComponent(invitation)}`;

  async function join(values: Values) {
    setFailure(null);
    try {
      enter(await api<Session>(`${path}/acceptances`, { method: 'POST', as: 'none', body: values }));
    } catch (error) {
      setFailure(messageOf(error));
    }
  }
  async function again() {
    setFailure(null);
    try {
      await api(`${path}/codes`, { method: 'POST', as: 'none', body: {} });
      toast('A new code is on its way.');
    } catch (error) {
      setFailure(messageOf(error));
    }
  }

  if (!invitation)
    return (
      <div className="page">
        <EmptyState level={1} title="Which shop invited you?">
          <p>Open the link in the mail that the shop sent to you.</p>
        </EmptyState>
      </div>
    );
  return (
    <AuthCard
      title="Bring parcels for a shop"
      lead="The code is in the mail that brought you here."
      foot={
        <p>
          Is it older than ten minutes?{' '}
          <button type="button" className="link" onClick={() => void again()}>
            Send a new code
          </button>
        </p>
      }
    >
      <form noValidate className="space-y-5" onSubmit={(event) => void handleSubmit(join)(event)}>
        {failure && <Notice tone="bad">{failure}</Notice>}
        <CodeField error={errors.code?.message} {...register('code', CODE_RULES)} />
        <Field
          label="Your name"
          autoComplete="name"
          maxLength={120}
          error={errors.name?.message}
          {...register('name', { required: 'Your name is missing.' })}
        />
        <NewPasswordField
          label="Choose a password"
          error={errors.password?.message}
          {...register('password', PASSWORD_RULES)}
        />
        <Button type="submit" look="flame" size="large" wide busy={isSubmitting} busyText="One moment…">
          Join
        </Button>
      </form>
    </AuthCard>
  );
}
