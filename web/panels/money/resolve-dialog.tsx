'use client';

import { useState } from 'react';
import { ApiProblem } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';
import { Buttons } from '../buttons';
import { NoteForm } from '../note-dialog';
import { ACTORS, type ActedBy } from '../types';
import { Choices, type Choice } from './choices';
import { Prose } from './prose';
import { useSend, useThing } from './queries';
import type { Case, ResolvableItem } from './types';
import { problemTitle } from './words';

interface ResolveDialogProps {
  item: ResolvableItem;
  /** Whether it still waits, as the queue says. */
  isThere: boolean;
  onClose: () => void;
}

type Decision = 'retry' | 'skip' | 'mended' | 'accepted';

const OF_WORKFLOW: readonly Choice<Decision>[] = [
  {
    value: 'retry',
    label: 'Try the step again',
    hint: 'It is done once more, with the same keys: nothing happens twice.',
  },
  {
    value: 'skip',
    label: 'Take the step as done',
    hint: 'Only when it was done by hand, or is not needed. The rest goes on as if it had worked.',
  },
];

const OF_CASE: readonly Choice<Decision>[] = [
  { value: 'mended', label: 'It is put right', hint: 'If it is found again, it stands here again.' },
  { value: 'accepted', label: 'It stays as it is', hint: 'The same thing found again does not come back.' },
];

const DONE: Record<Decision, string> = {
  retry: 'The step is being tried again.',
  skip: 'It goes on without the step.',
  mended: 'Closed, as put right.',
  accepted: 'Closed. It stays as it is.',
};

/** What staff decide about something that waits, with their note; who is late learns who was first. */
export function ResolveDialog({ item, isThere, onClose }: ResolveDialogProps) {
  const choices = item.kind === 'workflow' ? OF_WORKFLOW : OF_CASE;
  const [decision, setDecision] = useState<Decision>(item.kind === 'workflow' ? 'retry' : 'mended');
  const sending = useSend();
  const quicker = quickerOf(sending.error);
  const isOver = quicker !== null || (!isThere && !sending.isPending);

  const request = (note: string) => ({
    path: item.links.resolutions.replace(/^\/v1/, ''),
    body: item.kind === 'workflow' ? { action: decision, note } : { outcome: decision, note },
    ...(item.version !== null && { ifMatch: `"${item.version}"` }),
  });

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={problemTitle(item)}
      description={isOver ? undefined : <Prose text={item.text} />}
    >
      {isOver ? (
        <>
          {quicker === null && item.kind === 'case' ? (
            <SettledCase id={item.id} />
          ) : (
            <Quicker quicker={quicker} />
          )}
          <Buttons>
            <Button look="ink" onClick={onClose}>
              Back to what waits
            </Button>
          </Buttons>
        </>
      ) : (
        <NoteForm
          label="Why?"
          hint="It is kept in the log with your name."
          missing="Say why. Nothing was changed yet."
          confirm={item.kind === 'case' ? 'Close the case' : 'Decide'}
          busy="A moment…"
          done={DONE[decision]}
          {...{ sending, request, onClose }}
        >
          <Choices label="What shall be done" choices={choices} value={decision} onChange={setDecision} />
        </NoteForm>
      )}
    </Dialog>
  );
}

interface Resolved {
  by: ActedBy | null;
  note: string | null;
}

/** It left the queue while it was looked at: the case knows who did it. */
function SettledCase({ id }: { id: string }) {
  const { data } = useThing<Case>(`/cases/${encodeURIComponent(id)}`, false);
  return <Quicker quicker={data ? { by: data.resolvedBy, note: data.note } : null} />;
}

function Quicker({ quicker }: { quicker: Resolved | null }) {
  return (
    <Notice tone="info" title="Somebody was quicker">
      <p>
        {quicker?.by
          ? `${quicker.by.role === 'system' ? 'The shop itself' : `${quicker.by.id}, for ${ACTORS[quicker.by.role]},`} decided about this already.`
          : 'This was decided already, or has settled itself.'}{' '}
        Nothing was changed from here.
      </p>
      {quicker?.note && (
        <blockquote className="border-l-2 border-edge pl-3 text-muted">{quicker.note}</blockquote>
      )}
    </Notice>
  );
}

const LATE: ReadonlySet<string> = new Set(['case-resolved', 'already-resolved', 'nothing-to-resolve']);

/** Who was first, when that is why it was refused. */
function quickerOf(error: unknown): Resolved | null {
  if (!(error instanceof ApiProblem) || !LATE.has(error.code)) return null;
  const { resolvedBy, note } = error.extra;
  return { by: isActedBy(resolvedBy) ? resolvedBy : null, note: typeof note === 'string' ? note : null };
}

function isActedBy(value: unknown): value is ActedBy {
  if (typeof value !== 'object' || value === null || !('role' in value) || !('id' in value)) return false;
  return typeof value.id === 'string' && typeof value.role === 'string' && value.role in ACTORS;
}
