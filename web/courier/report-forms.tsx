'use client';

import { useState, type FormEvent, type ReactNode } from 'react';
import { messageOf } from '@/lib/problem';
import type { Picture } from '@/lib/types';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { PictureUpload } from '@/ui/picture-upload';
import type { CourierReport, FailedReason } from '../../services/delivery/delivery.schema';
import type { useReport } from './queries';

interface FormProps {
  report: ReturnType<typeof useReport>;
  onSay: (said: CourierReport) => void;
}

const REASONS: readonly (readonly [FailedReason, string])[] = [
  ['nobody-home', 'Nobody was in'],
  ['no-access', 'I could not get to the door'],
  ['refused', 'They did not want it'],
  ['wrong-address', 'Nobody of that name there'],
  ['other', 'Something else'],
];

/** Who took the parcel, or a picture of where it was left. */
export function DeliveredForm({ report, onSay }: FormProps) {
  const [receiver, setReceiver] = useState('');
  const [pictures, setPictures] = useState<Picture[]>([]);
  const [lacks, setLacks] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = receiver.trim();
    const pictureId = pictures[0]?.id;
    const isLacking = name === '' && pictureId === undefined;
    setLacks(isLacking);
    if (isLacking || report.isPending) return;
    onSay({ act: 'delivered', ...(name && { receiver: name }), ...(pictureId && { pictureId }) });
  };
  return (
    <Form report={report} onSubmit={submit} confirm="Delivered">
      <Field
        label="Name of who took it"
        value={receiver}
        maxLength={120}
        autoComplete="off"
        onChange={(event) => setReceiver(event.target.value)}
        error={lacks ? 'Type a name, or take a picture of where it is.' : undefined}
      />
      <details>
        <summary className="flex min-h-11 cursor-pointer items-center font-medium">
          Or a picture of where you left it
        </summary>
        <PictureUpload label="The picture" value={pictures} onChange={setPictures} max={1} />
      </details>
    </Form>
  );
}

/** Why it could not be handed over. */
export function AttemptForm({ report, onSay }: FormProps) {
  return (
    <div className="space-y-3">
      {report.error && <Refused error={report.error} />}
      {REASONS.map(([reason, words]) => (
        <Button
          key={reason}
          size="large"
          wide
          busy={
            report.isPending && report.variables.act === 'attempted' && report.variables.reason === reason
          }
          busyText="Writing it down…"
          onClick={() => !report.isPending && onSay({ act: 'attempted', reason })}
        >
          {words}
        </Button>
      ))}
    </div>
  );
}

const CONSEQUENCE = {
  'brought-back': 'The order gets this parcel back, and the buyer the money for it.',
  damaged: 'The parcel does not arrive, and the buyer gets the money for it.',
  lost: 'The parcel does not arrive, and the buyer gets the money for it.',
} as const;

/** Asks once before something that cannot be undone. */
export function SureForm({
  act,
  report,
  onSay,
  onClose,
}: FormProps & { act: keyof typeof CONSEQUENCE; onClose: () => void }) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!report.isPending) onSay({ act });
  };
  return (
    <Form report={report} onSubmit={submit} confirm="Yes, that is so" onClose={onClose}>
      <p>{CONSEQUENCE[act]} This cannot be undone.</p>
    </Form>
  );
}

function Form({
  report,
  onSubmit,
  confirm,
  onClose,
  children,
}: Pick<FormProps, 'report'> & {
  onSubmit: (event: FormEvent) => void;
  confirm: string;
  onClose?: () => void;
  children: ReactNode;
}) {
  return (
    <form noValidate onSubmit={onSubmit} className="space-y-5">
      {report.error && <Refused error={report.error} />}
      {children}
      <Button
        type="submit"
        look="flame"
        size="large"
        wide
        busy={report.isPending}
        busyText="Writing it down…"
      >
        {confirm}
      </Button>
      {onClose && (
        <Button size="large" wide onClick={onClose}>
          Not now
        </Button>
      )}
    </form>
  );
}

function Refused({ error }: { error: Error }) {
  return (
    <Notice tone="bad">
      <p>{messageOf(error)}</p>
    </Notice>
  );
}
