import type { ReactNode } from 'react';
import { classes } from './classes';

export interface Column<Row> {
  key: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Amounts and counts stand at the right edge. */
  numeric?: boolean;
  className?: string;
}

interface TableProps<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** What is said when there are no rows. */
  empty?: ReactNode;
}

/** A table that scrolls sideways inside itself where the screen is narrow. */
export function Table<Row>({ caption, columns, rows, rowKey, empty }: TableProps<Row>) {
  if (rows.length === 0 && empty) return empty;
  return (
    <div
      className="overflow-x-auto rounded-card border border-line bg-surface"
      tabIndex={0}
      role="region"
      aria-label={caption}
    >
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line text-small text-muted">
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={classes('px-4 py-3 font-medium whitespace-nowrap', column.numeric && 'text-right')}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b border-line last:border-0 hover:bg-ground">
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={classes(
                    'px-4 py-3 align-top',
                    column.numeric && 'figures text-right',
                    column.className,
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
