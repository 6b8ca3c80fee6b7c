import type { Reply } from './reply';

/**
 * A table as CSV (RFC 4180: CRLF, quotes doubled). A text that a spreadsheet would take for a formula is led by an
 * apostrophe (OWASP, 'CSV Injection'); numbers stay numbers, negative ones too.
 */
export function csvOf(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return csvRows([header, ...rows]);
}

/** Such a table as a file to save, which nobody on the way keeps. */
export function csvReply(
  fileName: string,
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): Reply {
  return {
    status: 200,
    json: csvOf(header, rows),
    headers: {
      'cache-control': 'no-store',
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
  };
}

/** Rows of such a table, for one that is sent in parts. */
export function csvRows(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
