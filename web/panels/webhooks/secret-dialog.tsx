'use client';

import { Button } from '@/ui/button';
import { Moment } from '@/ui/clock';
import { Dialog } from '@/ui/dialog';
import { toast } from '@/ui/toast';
import { Buttons } from '../buttons';
import type { WithSecret } from './types';

/** Shows a secret, this once. */
export function SecretDialog({ made, onClose }: { made: WithSecret; onClose: () => void }) {
  const { secret, endpoint } = made;
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => toast('The secret is copied.'),
      () => toast('It could not be copied. Select it and copy it yourself.', { tone: 'failed' }),
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="The secret of your receiver"
      description="Check the signatures with it. We show it this once; keep it where your passwords are."
    >
      <p className="rounded-card bg-sunk p-4 font-medium break-all select-all">{secret}</p>
      {endpoint.oldSecretUntil && (
        <p className="mt-3 text-muted">
          Until <Moment at={endpoint.oldSecretUntil} /> we sign with the one before as well.
        </p>
      )}
      <Buttons>
        <Button onClick={() => void copy()}>Copy it</Button>
        <Button look="flame" onClick={onClose}>
          I have kept it
        </Button>
      </Buttons>
    </Dialog>
  );
}
