'use client';

import { useState } from 'react';
import { useSellers } from '@/lib/queries';
import type { Role } from '@/lib/types';
import { Dialog } from '@/ui/dialog';
import { Select } from '@/ui/field';
import { useSend } from '../money/queries';
import { NoteDialog, NoteForm } from '../note-dialog';
import type { Account } from './types';
import { ROLES } from './words';

export type AccountAct = 'role' | 'lock' | 'unlock' | 'sign-out';

interface AccountDialogProps {
  account: Account;
  act: AccountAct;
  onClose: () => void;
}

/** Asks for the note, says what the act does, and does it. */
export function AccountDialog({ account, act, onClose }: AccountDialogProps) {
  if (act === 'role') return <RoleDialog account={account} onClose={onClose} />;
  const { path, look, ...words } = ACTS[act](account.name);
  return (
    <NoteDialog
      {...words}
      look={look}
      label="Why?"
      hint="It is kept in the log with your name."
      missing="Say why. Nothing was changed yet."
      busy="A moment…"
      request={(note) => ({
        path: `/users/${account.id}/${path}`,
        body: { note },
        ifMatch: `"${account.version}"`,
      })}
      onClose={onClose}
    />
  );
}

const ACTS = {
  lock: (name: string) => ({
    path: 'locks',
    look: 'alarm' as const,
    title: `Lock ${name}`,
    description: 'They are signed out within 15 minutes and cannot sign in again. Their open orders go on.',
    confirm: 'Lock',
    done: 'Locked. Nobody gets in with this account.',
  }),
  unlock: (name: string) => ({
    path: 'unlocks',
    look: 'flame' as const,
    title: `Unlock ${name}`,
    description: 'They can sign in again with their own password.',
    confirm: 'Unlock',
    done: 'Unlocked. They can sign in again.',
  }),
  'sign-out': (name: string) => ({
    path: 'session-ends',
    look: 'flame' as const,
    title: `Sign ${name} out everywhere`,
    description: 'Every browser of theirs is signed out within 15 minutes. They can sign in again.',
    confirm: 'Sign out everywhere',
    done: 'Signed out everywhere.',
  }),
};

function RoleDialog({ account, onClose }: Omit<AccountDialogProps, 'act'>) {
  const sellers = useSellers().data ?? [];
  const sending = useSend();
  const [role, setRole] = useState<Role>(account.role);
  const [sellerId, setSellerId] = useState(account.sellerId ?? '');
  const ofShop = role === 'seller' || role === 'courier';
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`What ${account.name} may do`}
      description="They are signed out, and have the new role when they sign in again."
    >
      <NoteForm
        label="Why?"
        hint="It is kept in the log with your name."
        missing="Say why. Nothing was changed yet."
        confirm="Give this role"
        busy="A moment…"
        done={`${account.name} has the new role.`}
        sending={sending}
        request={(note) => ({
          method: 'PUT',
          path: `/users/${account.id}/role`,
          body: { role, note, ...(ofShop && sellerId && { sellerId }) },
          ifMatch: `"${account.version}"`,
        })}
        onClose={onClose}
      >
        <Select label="Role" value={role} onChange={(event) => setRole(event.target.value as Role)}>
          {Object.entries(ROLES).map(([key, { label, may }]) => (
            <option key={key} value={key}>
              {label}: {may}
            </option>
          ))}
        </Select>
        {ofShop && (
          <Select label="Shop" value={sellerId} onChange={(event) => setSellerId(event.target.value)}>
            <option value="">Choose a shop</option>
            {sellers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </NoteForm>
    </Dialog>
  );
}
