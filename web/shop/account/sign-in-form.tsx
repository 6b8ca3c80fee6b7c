'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { api } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import type { Session } from '@/lib/types';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { AuthCard } from './auth-card';
import { useEnter } from './use-enter';

interface Values {
  email: string;
  password: string;
}

/** Signing in. A basket filled as a guest comes along. */
export function SignInForm() {
  const enter = useEnter();
  const [failure, setFailure] = useState<string | null>(null);
  const { register, handleSubmit, formState } = useForm<Values>();
  const { errors, isSubmitting } = formState;

  async function signIn(values: Values) {
    setFailure(null);
    try {
      enter(
        await api<Session>('/sessions', {
          method: 'POST',
          body: { email: values.email.trim(), password: values.password },
        }),
      );
    } catch (error) {
      setFailure(messageOf(error));
    }
  }

  return (
    <AuthCard
      title="Welcome back"
      lead="What is in your basket comes along."
      foot={
        <>
          <p>
            New here?{' '}
            <Link href="/register" className="link">
              Make an account
            </Link>
          </p>
          <p className="text-muted">You can also buy without one.</p>
        </>
      }
    >
      <form noValidate className="space-y-5" onSubmit={(event) => void handleSubmit(signIn)(event)}>
        {failure && <Notice tone="bad">{failure}</Notice>}
        <Field
          label="E-mail"
          type="email"
          autoComplete="username"
          error={errors.email?.message}
          {...register('email', { required: 'Your e-mail address is missing.' })}
        />
        <div>
          <Field
            label="Password"
            type="password"
            autoComplete="current-password"
            error={errors.password?.message}
            {...register('password', { required: 'Your password is missing.' })}
          />
          <p className="mt-1.5 text-right text-small">
            <Link href="/reset-password" className="link">
              Forgotten?
            </Link>
          </p>
        </div>
        <Button type="submit" look="flame" size="large" wide busy={isSubmitting} busyText="Signing in…">
          Sign in
        </Button>
      </form>
    </AuthCard>
  );
}
