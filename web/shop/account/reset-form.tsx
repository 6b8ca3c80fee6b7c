'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { api } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { AuthCard } from './auth-card';
import { CODE_RULES, CodeField, NewPasswordField, PASSWORD_RULES } from './secret-fields';

interface Values {
  email: string;
  code: string;
  password: string;
}

/** Choosing a new password: the address, then the code that came by e-mail and the new password. */
export function ResetForm() {
  const router = useRouter();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const { register, handleSubmit, formState } = useForm<Values>({ shouldUnregister: false });
  const { errors, isSubmitting } = formState;

  async function go(values: Values) {
    setFailure(null);
    const email = values.email.trim();
    try {
      if (sentTo === null) {
        await api('/password-resets', { method: 'POST', body: { email } });
        setSentTo(email);
        return;
      }
      await api('/password-resets/confirmations', {
        method: 'POST',
        body: { email: sentTo, code: values.code, password: values.password },
      });
      toast('Your password is changed. You are signed out everywhere; sign in with the new one.');
      router.replace('/sign-in');
    } catch (error) {
      setFailure(messageOf(error));
    }
  }

  return (
    <AuthCard
      title="A new password"
      lead={
        sentTo === null
          ? 'We send you a code by e-mail.'
          : `If we know ${sentTo}, a code is in your mail now.`
      }
      foot={
        <p>
          <Link href="/sign-in" className="link">
            Back to signing in
          </Link>
        </p>
      }
    >
      <form noValidate className="space-y-5" onSubmit={(event) => void handleSubmit(go)(event)}>
        {failure && <Notice tone="bad">{failure}</Notice>}
        {sentTo === null ? (
          <Field
            label="E-mail"
            type="email"
            autoComplete="username"
            error={errors.email?.message}
            {...register('email', { required: 'Your e-mail address is missing.' })}
          />
        ) : (
          <>
            <CodeField error={errors.code?.message} {...register('code', CODE_RULES)} />
            <NewPasswordField
              label="New password"
              error={errors.password?.message}
              {...register('password', PASSWORD_RULES)}
            />
          </>
        )}
        <Button type="submit" look="flame" size="large" wide busy={isSubmitting} busyText="One moment…">
          {sentTo === null ? 'Send the code' : 'Change the password'}
        </Button>
      </form>
    </AuthCard>
  );
}
