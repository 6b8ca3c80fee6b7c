'use client';

import { useState } from 'react';
import { messageOf } from '@/lib/problem';
import type { CourierParcel } from '@/lib/types';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';
import type { CourierAct, CourierReport } from '../../services/delivery/delivery.schema';
import { useReport } from './queries';
import { AttemptForm, DeliveredForm, SureForm } from './report-forms';

const WORDS: Record<CourierAct, { label: string; title: string }> = {
  collected: { label: 'I have it', title: 'You have it' },
  delivered: { label: 'Delivered', title: 'Who took it?' },
  attempted: { label: 'Not possible…', title: 'Why not?' },
  'brought-back': { label: 'Brought back to the shop…', title: 'Back at the shop?' },
  damaged: { label: 'It is damaged…', title: 'Is it damaged?' },
  lost: { label: 'I cannot find it…', title: 'Is it lost?' },
};
const FIRST: readonly CourierAct[] = ['collected', 'delivered', 'attempted'];

/** What a courier can say of a parcel now: large buttons, the usual ones first. */
export function ReportButtons({ parcel }: { parcel: CourierParcel }) {
  const [asked, setAsked] = useState<CourierAct | null>(null);
  const report = useReport(parcel);
  const acts = parcel.acts as CourierAct[];
  // After an attempt the parcel is still with its courier: `collected` would only set it out again.
  const usual = FIRST.filter(
    (act) => acts.includes(act) && (act !== 'collected' || parcel.status === 'booked'),
  );
  const rare = acts.filter((act) => !FIRST.includes(act));

  // The state above says what came of it: a message over the page would lie on the buttons of a phone.
  const say = (said: CourierReport) => report.mutate(said, { onSuccess: () => setAsked(null) });
  const close = () => {
    report.reset();
    setAsked(null);
  };

  return (
    <section aria-label="What to say of it" className="mt-5 space-y-3">
      {report.error && !asked && (
        <Notice tone="bad">
          <p>{messageOf(report.error)}</p>
        </Notice>
      )}
      {usual.map((act, index) => (
        <Button
          key={act}
          size="large"
          wide
          look={index === 0 ? 'flame' : 'outline'}
          busy={report.isPending && act === 'collected'}
          busyText="Writing it down…"
          onClick={() => (act === 'collected' ? say({ act }) : setAsked(act))}
        >
          {WORDS[act].label}
        </Button>
      ))}
      {rare.length > 0 && (
        <details>
          <summary className="flex min-h-11 cursor-pointer items-center font-medium">
            Something is wrong
          </summary>
          <div className="space-y-3 pt-2">
            {rare.map((act) => (
              <Button key={act} size="large" wide look="quiet" onClick={() => setAsked(act)}>
                {WORDS[act].label}
              </Button>
            ))}
          </div>
        </details>
      )}
      {asked && (
        <Dialog open onOpenChange={(open) => !open && close()} title={WORDS[asked].title}>
          {asked === 'delivered' && <DeliveredForm report={report} onSay={say} />}
          {asked === 'attempted' && <AttemptForm report={report} onSay={say} />}
          {rare.includes(asked) && (
            <SureForm act={asked as SureAct} report={report} onSay={say} onClose={close} />
          )}
        </Dialog>
      )}
    </section>
  );
}

type SureAct = 'brought-back' | 'damaged' | 'lost';
