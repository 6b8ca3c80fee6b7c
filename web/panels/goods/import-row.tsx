'use client';

import { useState } from 'react';
import { download } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { useFormat } from '@/lib/surroundings';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { toast } from '@/ui/toast';
import { useSend, useThing } from '../money/queries';
import type { ImportView } from './types';
import { IMPORT_WORDS } from './words';

/** One file that was given: how far it is, and what came of its rows. */
export function ImportRow({ given }: { given: ImportView }) {
  const format = useFormat();
  const stopping = useSend();
  const [open, setOpen] = useState(false);
  const { id, name, status, rows, done, applied, refused, problem, ignored, createdAt, actions } = given;
  const { label, tone } = IMPORT_WORDS[status];
  const stop = () =>
    stopping.mutate(
      { path: `/imports/${id}/cancellations`, body: {} },
      { onError: (error) => toast(messageOf(error), { tone: 'failed' }) },
    );
  return (
    <div className="px-4 py-4 md:px-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <p className="min-w-0 font-medium break-words">{name}</p>
        <Chip tone={tone}>{label}</Chip>
      </div>
      <p className="text-small text-muted">
        <Moment at={createdAt} />
      </p>
      {status === 'reading' && rows !== null && (
        <progress
          aria-label={`Reading ${name}`}
          value={done}
          max={Math.max(rows, 1)}
          className="mt-3 block h-2 w-full accent-(--flame)"
        />
      )}
      {rows !== null && (
        <p className="mt-2">
          {format.count(done)} of {format.count(rows)} rows: {format.count(applied)} applied,{' '}
          {format.count(refused)} not.
        </p>
      )}
      {problem && <p className="mt-2 max-w-prose">{problem}</p>}
      {ignored.length > 0 && (
        <p className="mt-2 text-small break-words text-muted">Columns left out: {ignored.join(', ')}</p>
      )}
      <div className="mt-3 flex flex-wrap gap-2 empty:hidden">
        {refused > 0 && (
          <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide what was not applied' : 'What was not applied?'}
          </Button>
        )}
        {done > 0 && (
          <Button
            size="small"
            onClick={() =>
              void download(`/imports/${id}/report.csv`, `report-${name}`).catch((error: unknown) =>
                toast(messageOf(error), { tone: 'failed' }),
              )
            }
          >
            Save the report
          </Button>
        )}
        {actions.includes('cancel') && (
          <Button size="small" look="alarm" busy={stopping.isPending} busyText="Stopping…" onClick={stop}>
            Stop
          </Button>
        )}
      </div>
      {open && <Refusals id={id} />}
    </div>
  );
}

function Refusals({ id }: { id: string }) {
  const refusals = useThing<ImportView>(`/imports/${id}`).data?.refusals;
  return (
    <ul className="mt-3 space-y-1.5 rounded-card bg-sunk p-4 text-small">
      {refusals?.map(({ line, sku, problem }) => (
        <li key={line} className="break-words">
          <span className="figures font-medium">
            Line {line}
            {sku && `, ${sku}`}:
          </span>{' '}
          {problem}
        </li>
      ))}
    </ul>
  );
}
