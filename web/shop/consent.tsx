'use client';

import { answer, askAgain, useAskedAgain, useConsent } from '@/lib/consent';
import type { Consent } from '@/lib/consent-cookie';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';

/** Asks once, with two answers that are equally easy; it covers nothing that one needs to go on. */
export function ConsentBar({ served }: { served: Consent }) {
  const now = useConsent(served);
  const again = useAskedAgain();
  if (now !== 'unknown' && !again) return null;
  return (
    <section
      aria-label="What we may remember"
      className="fixed inset-x-3 bottom-3 z-40 max-w-md rounded-card border border-line bg-surface p-4 shadow-lift sm:right-auto"
    >
      <ConsentWords now={now} />
      {now === 'refused' ? (
        <Button size="small" className="mt-3" onClick={() => askAgain(false)}>
          Close
        </Button>
      ) : (
        <Answers />
      )}
    </section>
  );
}

/** The same question among the things of an account. */
export function ConsentCard() {
  const now = useConsent('unknown');
  return (
    <Card>
      <h2 className="text-lead">What we remember</h2>
      <div className="mt-1">
        <ConsentWords now={now} />
      </div>
      {now !== 'refused' && <Answers now={now} />}
    </Card>
  );
}

/** The way back to the question, at the foot of every page. */
export function ConsentLink() {
  return (
    <button
      type="button"
      onClick={() => askAgain()}
      className="inline-block py-1 text-left opacity-80 hover:underline hover:opacity-100"
    >
      What we remember
    </button>
  );
}

function ConsentWords({ now }: { now: Consent }) {
  if (now === 'refused')
    return <p>Your browser asks us not to follow you, and we keep to it. There is nothing to decide.</p>;
  return (
    <p>
      May we remember what you look at, to suggest things that fit? Without it we count looks, but not whose
      they are.
    </p>
  );
}

function Answers({ now }: { now?: Consent }) {
  return (
    <div className="mt-3 grid grid-cols-2 gap-2">
      <Button aria-pressed={now && now === 'yes'} onClick={() => answer('yes')}>
        Yes
      </Button>
      <Button aria-pressed={now && now === 'no'} onClick={() => answer('no')}>
        No
      </Button>
    </div>
  );
}
