'use client';

import { useEffect, useRef, useState } from 'react';
import { useSend, useThing } from '@/panels/money/queries';
import { ApiProblem, messageOf } from '@/lib/problem';
import { renew, useSession } from '@/lib/session';
import { Failed } from '@/shop/failed';
import { Button, ButtonLink } from '@/ui/button';
import { Card } from '@/ui/card';
import { Chip } from '@/ui/chip';
import { EmptyState } from '@/ui/empty-state';
import { Icon } from '@/ui/icon';
import { Notice } from '@/ui/notice';
import { Loading, Skeleton } from '@/ui/skeleton';
import { StepForm } from './step-form';
import { STATUS_WORDS, STEP_TITLES, type ApplicationView, type Step } from './types';

/** How often, and how soon after the last, a new token is asked for once the shop is open, in ms. */
const MOST_RENEWALS = 5;
const RENEW_AFTER_MS = 500;

/** The steps to a shop, as a list with one thing to do next. */
export function Apply() {
  const session = useSession();
  if (session.status === 'unknown' || session.status === 'away') return <Waiting />;
  const role = session.status === 'present' ? session.session.actor.role : 'guest';
  return (
    <div className="page py-8 md:py-12">
      <div className="mx-auto max-w-3xl">
        {role === 'buyer' || role === 'seller' ? <Application /> : <NotHere role={role} />}
      </div>
    </div>
  );
}

function NotHere({ role }: { role: string }) {
  return role === 'guest' ? (
    <EmptyState
      level={1}
      title="First an account"
      action={
        <>
          <ButtonLink href="/register?next=/sell/apply" look="flame">
            Register
          </ButtonLink>
          <ButtonLink href="/sign-in?next=/sell/apply">Sign in</ButtonLink>
        </>
      }
    >
      <p>Your shop belongs to an account. You come straight back here.</p>
    </EmptyState>
  ) : (
    <EmptyState level={1} title="This account works here already">
      <p>Who works for Caravan or for a shop cannot open one with the same account. Use another one.</p>
    </EmptyState>
  );
}

function Waiting() {
  return (
    <Loading label="Loading your application" className="page mx-auto max-w-3xl space-y-4 py-10">
      <Skeleton className="h-9 w-72" />
      <Skeleton className="h-96 w-full" />
    </Loading>
  );
}

function Application() {
  const { data, error, refetch } = useThing<ApplicationView>('/onboarding');
  if (data) return <Steps application={data} />;
  if (error instanceof ApiProblem && error.status === 404) return <Begin />;
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  return <Waiting />;
}

function Begin({ again = false }: { again?: boolean }) {
  const sending = useSend();
  return (
    <Card>
      <h1 className="text-head">{again ? 'Go on where you left' : 'Open a shop'}</h1>
      <p className="mt-3 text-large">
        {again
          ? 'We had not heard from you for a while, so the application was closed. What you gave is kept.'
          : 'Seven short steps, in any order. What you give is kept, so you can leave and come back.'}
      </p>
      {sending.error && (
        <Notice tone="bad" className="mt-4">
          <p>{messageOf(sending.error)}</p>
        </Notice>
      )}
      <Button
        look="flame"
        size="large"
        className="mt-6"
        busy={sending.isPending}
        busyText="Opening…"
        onClick={() => sending.mutate({ path: '/onboarding', body: {} })}
      >
        {again ? 'Go on' : 'Begin'}
      </Button>
    </Card>
  );
}

function Steps({ application }: { application: ApplicationView }) {
  const [chosen, setChosen] = useState<Step | null>(null);
  const { status, steps, missing, questions } = application;
  const canChange = application.actions.includes('change');
  const open = canChange ? (chosen ?? questions[0]?.step ?? missing[0] ?? null) : null;
  if (status === 'expired') return <Begin again />;
  const done = steps.filter((step) => step.done).length;
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-2">
        <h1 className="text-head">Your way to a shop</h1>
        <Chip tone={STATUS_WORDS[status].tone}>{STATUS_WORDS[status].label}</Chip>
      </div>
      <p className="mt-1 text-muted">
        {done} of {steps.length} steps are done.
      </p>
      <Standing application={application} />
      <ol className="mt-6 overflow-hidden rounded-card border border-line bg-surface">
        {steps.map(({ step, done: isDone }) => (
          <li key={step} className="border-b border-line last:border-0">
            <button
              type="button"
              disabled={!canChange}
              aria-expanded={open === step}
              onClick={() => setChosen(open === step ? null : step)}
              className="flex min-h-14 w-full items-center gap-3 px-4 py-3 text-left enabled:hover:bg-sunk md:px-5"
            >
              <span
                className={
                  isDone
                    ? 'flex size-7 shrink-0 items-center justify-center rounded-chip bg-oasis-soft text-oasis'
                    : 'size-7 shrink-0 rounded-chip border-2 border-edge'
                }
              >
                {isDone && <Icon name="check" size={17} />}
              </span>
              <span className="grow font-medium">{STEP_TITLES[step]}</span>
              <span className="text-small text-muted">{isDone ? 'Done' : 'To do'}</span>
            </button>
            {open === step && (
              <div className="px-4 pb-6 md:px-5">
                <StepForm step={step} application={application} onDone={() => setChosen(null)} />
              </div>
            )}
          </li>
        ))}
      </ol>
      {application.actions.includes('submit') && <Submit />}
    </>
  );
}

/** What is waited for, said before the list. */
function Standing({ application: { status, questions, decision } }: { application: ApplicationView }) {
  if (status === 'questions')
    return (
      <Notice tone="warn" className="mt-5" title="We have a question">
        {questions.map(({ step, text }) => (
          <p key={`${step} ${text}`}>
            {STEP_TITLES[step]}: {text}
          </p>
        ))}
        <p>Change that step and send the application again.</p>
      </Notice>
    );
  if (status === 'submitted')
    return (
      <Notice className="mt-5" title="We are looking at it">
        <p>
          People of Caravan look at each shop. We write to you when it is decided; nothing is left for you to
          do.
        </p>
      </Notice>
    );
  if (status === 'refused')
    return (
      <Notice tone="bad" className="mt-5" title="You cannot sell here">
        <p>{decision?.note}</p>
        <p>Nothing was charged. If you think that we are wrong, write to our support.</p>
      </Notice>
    );
  return status === 'approved' ? <Approved /> : null;
}

function Approved() {
  const session = useSession();
  const isSeller = session.status === 'present' && session.session.actor.role === 'seller';
  const token = session.status === 'present' ? session.session.accessToken : null;
  const tries = useRef(0);
  // The token says still what its holder was before; a new one may be asked for before the account is a seller's.
  useEffect(() => {
    if (isSeller || token === null || tries.current === MOST_RENEWALS) return;
    const timer = setTimeout(() => {
      tries.current += 1;
      renew(token).catch(() => undefined);
    }, RENEW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isSeller, token]);
  return (
    <Notice
      tone="good"
      className="mt-5"
      title="Your shop is open"
      action={
        isSeller && (
          <ButtonLink href="/seller" look="flame">
            To your shop
          </ButtonLink>
        )
      }
    >
      <p>Add your first product, and it is for sale within a second.</p>
    </Notice>
  );
}

function Submit() {
  const sending = useSend();
  return (
    <div className="mt-6">
      {sending.error && (
        <Notice tone="bad" className="mb-4">
          <p>{messageOf(sending.error)}</p>
        </Notice>
      )}
      <Button
        look="flame"
        size="large"
        busy={sending.isPending}
        busyText="Sending…"
        onClick={() => sending.mutate({ path: '/onboarding/submissions', body: {}, askedAt: Date.now() })}
      >
        Send the application
      </Button>
      <p className="mt-2 text-muted">While we look at it, nothing can be changed.</p>
    </div>
  );
}
