'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { api } from '@/lib/api';
import { ApiProblem, messageOf } from '@/lib/problem';
import type { Session } from '@/lib/types';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { AuthCard } from './auth-card';
import { CodeStep } from './code-step';
import { NewPasswordField, PASSWORD_RULES } from './secret-fields';
import { useEnter } from './use-enter';

interface Values {
  name: string;
  email: string;
  password: string;
}

/** Making an account: who one is, then the code that came by e-mail. */
export function RegisterForm() {
  const enter = useEnter();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const { register, handleSubmit, formState, setError, getValues } = useForm<Values>();
  const { errors, isSubmitting } = formState;

  async function ask(values: Values) {
    setFailure(null);
    try {
      const body = { ...values, name: values.name.trim(), email: values.email.trim() };
      setSentTo((await api<{ email: string }>('/registrations', { method: 'POST', body })).email);
    } catch (error) {
      const fields = error instanceof ApiProblem ? Object.entries(error.fields) : [];
      for (const [name, message] of fields) setError(name as keyof Values, { message });
      if (fields.length === 0) setFailure(messageOf(error));
    }
  }

  if (sentTo !== null) {
    return (
      <CodeStep
        email={sentTo}
        onCode={async (code) =>
          enter(
            await api<Session>('/registrations/verifications', {
              method: 'POST',
              body: { email: sentTo, code },
            }),
          )
        }
        onAgain={() => ask(getValues())}
        onBack={() => setSentTo(null)}
      />
    );
  }
  return (
    <AuthCard
      title="Make an account"
      lead="Keep your addresses, and see every order from any browser."
      foot={
        <p>
          You have one?{' '}
          <Link href="/sign-in" className="link">
            Sign in
          </Link>
        </p>
      }
    >
      <form noValidate className="space-y-5" onSubmit={(event) => void handleSubmit(ask)(event)}>
        {failure && <Notice tone="bad">{failure}</Notice>}
        <Field
          label="Name"
          autoComplete="name"
          maxLength={120}
          error={errors.name?.message}
          {...register('name', { required: 'How shall we call you?' })}
        />
        <Field
          label="E-mail"
          type="email"
          autoComplete="email"
          error={errors.email?.message}
          {...register('email', { required: 'Your e-mail address is missing.' })}
        />
        <NewPasswordField
          label="Password"
          hint="At least ten characters. A few words together are good."
          error={errors.password?.message}
          {...register('password', PASSWORD_RULES)}
        />
        <Button
          type="submit"
          look="flame"
          size="large"
          wide
          busy={isSubmitting}
          busyText="Sending you a code…"
        >
          Go on
        </Button>
      </form>
    </AuthCard>
  );
}
