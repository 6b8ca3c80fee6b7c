'use client';

import { useState, type FormEvent, type ReactNode } from 'react';
import type { ApiRequest } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { Button, type ButtonLook } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { TextArea } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Buttons } from './buttons';
import { useSend, type Sent } from './money/queries';

type Asked = ApiRequest & { path: string };

/** How an act is sent, as a mutation of react-query does it. */
interface Sending<Request> {
  mutate: (request: Request, then: { onSuccess: () => void; onSettled?: () => void }) => void;
  isPending: boolean;
  error: Error | null;
}

interface NoteFormProps<Request extends Asked> {
  label: string;
  hint?: string;
  /** Said when the note is empty: why it is wanted, and that nothing was done. Without it the note may stay away. */
  missing?: string;
  /** What stands there at first. */
  initial?: string;
  maxLength?: number;
  confirm: string;
  busy: string;
  look?: ButtonLook;
  /** Said in passing once it is done. */
  done: string;
  sending: Sending<Request>;
  /** Where the act goes and with what. @param note trimmed */
  request: (note: string) => NoInfer<Request>;
  onClose: () => void;
  /** Whether what is asked before the note is complete; it says itself what is missing. */
  ready?: boolean;
  /** Once the answer is there, whatever it is. */
  onSettled?: () => void;
  /** What is asked before the note. */
  children?: ReactNode;
}

/** Asks for a note, sends the act with it, and says what came of it. */
export function NoteForm<Request extends Asked>({
  label,
  hint,
  missing,
  initial = '',
  maxLength = 1000,
  confirm,
  busy,
  look = 'flame',
  done,
  sending,
  request,
  onClose,
  ready = true,
  onSettled,
  children,
}: NoteFormProps<Request>) {
  const [note, setNote] = useState(initial);
  const [lacks, setLacks] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = note.trim();
    const isLacking = missing !== undefined && !text;
    setLacks(isLacking);
    if (isLacking || !ready || sending.isPending) return;
    sending.mutate(request(text), {
      onSuccess: () => {
        toast(done);
        onClose();
      },
      ...(onSettled && { onSettled }),
    });
  };
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      {children}
      <TextArea
        label={label}
        hint={hint}
        optional={missing === undefined}
        value={note}
        maxLength={maxLength}
        onChange={(event) => setNote(event.target.value)}
        error={lacks ? missing : undefined}
      />
      {sending.error && (
        <Notice tone="bad">
          <p>{messageOf(sending.error)}</p>
        </Notice>
      )}
      <Buttons>
        <Button onClick={onClose}>Not now</Button>
        <Button type="submit" look={look} busy={sending.isPending} busyText={busy}>
          {confirm}
        </Button>
      </Buttons>
    </form>
  );
}

/** The form in a window of its own, with one sentence on what the act does. */
export function NoteDialog({
  title,
  description,
  ...form
}: Omit<NoteFormProps<Sent>, 'sending'> & { title: string; description?: ReactNode }) {
  const sending = useSend();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && form.onClose()}
      title={title}
      {...(description !== undefined && { description })}
    >
      <NoteForm {...form} sending={sending} />
    </Dialog>
  );
}
