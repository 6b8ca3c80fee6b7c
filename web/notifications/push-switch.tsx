'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { toast } from '@/ui/toast';
import { pushOptions, usePush, type PushState } from './push';

const SENTENCES: Record<PushState, string> = {
  unknown: 'Looking whether this browser shows notices…',
  unable: 'This browser cannot show notices of ours.',
  refused: 'You have refused notices in this browser. Allow them in its settings for this page first.',
  off: 'This browser shows no notices of ours.',
  on: 'This browser shows our notices, also when no page of ours is open.',
};

/** Said where the shop has no push service: nobody could reach this browser. */
const UNREACHED =
  'This browser is on the list. This shop has no push service behind it, so nothing reaches you here; its stand-in keeps what would have been shown.';

/** Whether this browser shows what is pushed to it. Asks for permission only when it is pressed. */
export function PushSwitch() {
  const { state, turnOn, turnOff } = usePush();
  const [isBusy, setBusy] = useState(false);
  const options = useQuery({ queryKey: ['push-options'], queryFn: pushOptions, staleTime: Infinity });
  const isUnreached = state === 'on' && options.data?.web === null;
  const press = async () => {
    setBusy(true);
    try {
      await (state === 'on' ? turnOff() : turnOn());
    } catch (error) {
      toast(messageOf(error), { tone: 'failed' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="min-w-0 grow basis-64" aria-live="polite">
        {isUnreached ? UNREACHED : SENTENCES[state]}
      </p>
      {(state === 'on' || state === 'off') && (
        <Button
          size="small"
          aria-pressed={state === 'on'}
          busy={isBusy}
          busyText="One moment…"
          onClick={() => void press()}
        >
          {state === 'on' ? 'Show none here' : 'Show them here'}
        </Button>
      )}
    </div>
  );
}
