'use client';

import Link from 'next/link';
import { Chip } from '@/ui/chip';
import { Moment } from '@/ui/clock';
import { EmptyState } from '@/ui/empty-state';
import { Gate } from '../gate';
import { STAFF } from '../types';
import { List, PageHead } from './list';
import { useList } from './queries';
import { subjectHref } from './subject';
import type { AuditEntry } from './types';
import { actName } from './words';

/** What staff did, newest first: who, what, why, and whether it was refused. */
export function AuditLog() {
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {() => <Log />}
    </Gate>
  );
}

function Log() {
  const lines = useList<AuditEntry>('/audit-log', { limit: '50' });
  return (
    <div className="page pt-8 [&>*]:max-w-4xl">
      <PageHead title="Log">Everything that staff did. It is written before it is done, and stays.</PageHead>
      <List
        title="What staff did"
        quietTitle
        query={lines}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title="Nobody did anything yet">
            <p>Whatever staff decide is written here, with their note.</p>
          </EmptyState>
        }
      >
        {(line) => <Line line={line} />}
      </List>
    </div>
  );
}

function Line({ line }: { line: AuditEntry }) {
  const href = line.about === null ? null : subjectHref({ type: typeOf(line.act), id: line.about });
  return (
    <article className="px-4 py-3 md:px-5">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-medium">{actName(line.act)}</span>
        <End line={line} />
      </p>
      {line.note && <blockquote className="mt-1 border-l-2 border-line pl-3">{line.note}</blockquote>}
      <p className="mt-0.5 flex flex-wrap gap-x-3 text-small text-muted">
        <span>
          {line.by.id} ({line.by.role}), <Moment at={line.at} />
        </span>
        {line.about !== null &&
          (href ? (
            <Link href={href} prefetch={false} className="link break-all">
              {line.about}
            </Link>
          ) : (
            <span className="break-all">{line.about}</span>
          ))}
      </p>
    </article>
  );
}

function End({ line: { status, refusal } }: { line: AuditEntry }) {
  if (status === null) return <Chip tone="amber">End unknown</Chip>;
  if (refusal === null) return null;
  return <Chip tone="plain">Refused: {refusal.replaceAll('-', ' ')}</Chip>;
}

/** `POST /refunds/{id}/approvals` is about a refund. */
function typeOf(act: string): string {
  const collection = / \/(?:v1\/)?([a-z]+)\/\{id\}/.exec(act)?.[1] ?? '';
  return collection === 'deliveries' ? 'delivery' : collection.replace(/s$/, '');
}
