'use client';

import { useState, type ReactNode } from 'react';
import { download } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { toast } from '@/ui/toast';
import { Part } from '../part';
import { figuresPath } from './use-figures';
import type { Dashboard, Report } from './words';

/** What every part of the page is told. */
export interface PartProps {
  figures: Dashboard;
  /** Null is the whole market. */
  sellerId: string | null;
  days: number;
}

interface ReportPartProps extends Omit<PartProps, 'figures'> {
  title: string;
  hint?: ReactNode;
  report: Report;
  wide?: boolean;
  /** In place of its content when there is none. */
  empty?: string | false;
  children: ReactNode;
}

/** A part of the page with its file. */
export function ReportPart({ title, hint, report, sellerId, days, wide, empty, children }: ReportPartProps) {
  return (
    <Part
      title={title}
      className={classes(wide && 'lg:col-span-2')}
      aside={!empty && <SaveFile report={report} sellerId={sellerId} days={days} title={title} />}
    >
      {hint && <p className="-mt-2 mb-3 max-w-prose text-small text-muted">{hint}</p>}
      {empty ? <p className="text-muted">{empty}</p> : children}
    </Part>
  );
}

interface SaveFileProps {
  report: Report;
  sellerId: string | null;
  days: number;
  title: string;
}

function SaveFile({ report, sellerId, days, title }: SaveFileProps) {
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      await download(
        `${figuresPath(sellerId)}/${report}?days=${days}`,
        `${sellerId ?? 'market'}-${report}-${days}-days.csv`,
      );
    } catch (error) {
      toast(messageOf(error), { tone: 'failed' });
    } finally {
      setSaving(false);
    }
  };
  return (
    <Button
      size="small"
      look="quiet"
      className="-mx-3.5"
      busy={saving}
      busyText="Writing…"
      onClick={() => void save()}
      aria-label={`Save as CSV: ${title}`}
    >
      Save as CSV
    </Button>
  );
}

export interface Column<Row> {
  head: string;
  /** Text stands left, figures right. */
  text?: boolean;
  cell: (row: Row) => ReactNode;
}

/** A table that scrolls within itself on narrow screens. */
export function Table<Row>({
  label,
  columns,
  rows,
  keyOf,
}: {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
}) {
  const side = ({ text }: Column<Row>) => (text ? 'text-left' : 'figures text-right whitespace-nowrap');
  return (
    <div
      className="-mx-1 max-h-96 overflow-auto px-1 scroll-quiet"
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <table className="w-full border-collapse text-small">
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.head}
                scope="col"
                className={classes(
                  'border-b border-line py-2 pr-3 font-medium text-muted last:pr-0',
                  side(column),
                )}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="border-b border-line last:border-0">
              {columns.map((column) => (
                <td
                  key={column.head}
                  className={classes(
                    'py-2 pr-3 last:pr-0',
                    side(column),
                    column.text && 'min-w-28 [overflow-wrap:anywhere]',
                  )}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A bar as long as its share; what it says stands beside it in words. */
export function Bar({ part, whole, tone = 'bg-oasis' }: { part: number; whole: number; tone?: string }) {
  const percent = whole > 0 ? Math.max(part > 0 ? 1 : 0, Math.min(100, (part / whole) * 100)) : 0;
  return (
    <div aria-hidden="true" className="h-2.5 overflow-hidden rounded-chip bg-sunk">
      <div className={classes('h-full rounded-chip', tone)} style={{ width: `${percent}%` }} />
    </div>
  );
}
