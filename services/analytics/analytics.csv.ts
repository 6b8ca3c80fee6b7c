import { rowSchemas, type Report, type Rows } from './analytics.schema';

/** A report as a table; its columns are named as the API names them. What is not known yet is empty. */
export function toTable<Name extends Report>(
  report: Name,
  rows: Rows[Name],
): { header: string[]; rows: (string | number)[][] } {
  const header = Object.keys(rowSchemas[report].shape);
  return {
    header,
    rows: rows.map((row) => {
      const values = row as Record<string, string | number | null>;
      return header.map((column) => values[column] ?? '');
    }),
  };
}
