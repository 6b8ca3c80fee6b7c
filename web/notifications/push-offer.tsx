'use client';

import { useState } from 'react';
import { messageOf } from '@/lib/problem';
import { useSession } from '@/lib/session';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { usePush } from './push';

const DECLINED = 'caravan-push-declined';

/** After an order: offers to say in this browser when it moves. Whoever says no once is not asked again here. */
export function PushOffer() {
  const session = useSession();
  const { state, turnOn } = usePush();
  const [isGone, setGone] = useState(false);
  const hasAccount = session.status === 'present' && session.session.actor.role !== 'guest';
  if (!hasAccount || state !== 'off' || isGone || localStorage.getItem(DECLINED)) return null;
  const decline = () => {
    localStorage.setItem(DECLINED, 'yes');
    setGone(true);
  };
  const accept = () => turnOn().catch((error: unknown) => toast(messageOf(error), { tone: 'failed' }));
  return (
    <Notice
      title="Shall this browser tell you when it moves?"
      action={
        <>
          <Button size="small" onClick={() => void accept()}>
            Tell me here
          </Button>
          <Button size="small" look="quiet" onClick={decline}>
            No, thank you
          </Button>
        </>
      }
    >
      <p>One short notice when your order is accepted, on its way and there.</p>
    </Notice>
  );
}
