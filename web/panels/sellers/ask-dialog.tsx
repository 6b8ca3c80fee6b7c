'use client';

import { useState } from 'react';
import { STEP_TITLES, type Step } from '@/shop/sell/types';
import { Dialog } from '@/ui/dialog';
import { Select } from '@/ui/field';
import { useSend } from '../money/queries';
import { NoteForm } from '../note-dialog';

const STEPS = Object.keys(STEP_TITLES) as Step[];

/** A question to the applicant, about one step. */
export function AskDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const sending = useSend();
  const [step, setStep] = useState<Step>('documents');
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Ask back"
      description="The applicant is written to, changes the step and sends the application again."
    >
      <NoteForm
        label="Question"
        missing="Write the question. Nothing was sent."
        confirm="Ask"
        busy="Sending…"
        done="The applicant is asked."
        sending={sending}
        request={(text) => ({
          path: `/applications/${id}/questions`,
          body: { questions: [{ step, text }] },
          askedAt: Date.now(),
        })}
        onClose={onClose}
      >
        <Select
          label="About"
          value={step}
          onChange={({ target }) => setStep(STEPS.find((one) => one === target.value) ?? step)}
        >
          {STEPS.map((one) => (
            <option key={one} value={one}>
              {STEP_TITLES[one]}
            </option>
          ))}
        </Select>
      </NoteForm>
    </Dialog>
  );
}
