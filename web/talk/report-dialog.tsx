'use client';

import { useState, type FormEvent } from 'react';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Select, TextArea } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { REPORT_REASONS } from './words';
import { useTell } from './queries';

interface ReportDialogProps {
  /** What is reported: `/reviews/1`. */
  path: string;
  title: string;
  /** What happens by it. */
  description: string;
  onClose: () => void;
}

/** Asks staff to look at a review or a conversation. */
export function ReportDialog({ path, title, description, onClose }: ReportDialogProps) {
  const [reason, setReason] = useState<string>('spam');
  const [note, setNote] = useState('');
  const tell = useTell();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    tell.mutate(
      { path: `${path}/reports`, body: { reason, note } },
      {
        onSuccess: () => {
          toast('Thank you. Our staff will look at it.');
          onClose();
        },
      },
    );
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} description={description}>
      <form onSubmit={submit}>
        <Select label="What is wrong?" value={reason} onChange={(event) => setReason(event.target.value)}>
          {REPORT_REASONS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
        <TextArea
          className="mt-4"
          label="Anything that helps us"
          optional
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {tell.error && (
          <Notice tone="bad" className="mt-4">
            <p>{messageOf(tell.error)}</p>
          </Notice>
        )}
        <div className="mt-6 flex flex-wrap justify-end gap-3">
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" look="ink" busy={tell.isPending} busyText="Sending…">
            Report it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
