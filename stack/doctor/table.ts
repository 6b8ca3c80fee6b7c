export interface Finding {
  what: string;
  /** `later`: not here yet, but the command that needs it installs it by itself. */
  state: 'ok' | 'later' | 'missing';
  /** Where it is, or the remedy. */
  detail: string;
}

/** A text table; the last column is not padded. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === columns - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The doctor's findings, one a line. */
export function renderFindings(findings: readonly Finding[]): string {
  return renderTable(findings.map(({ what, state, detail }) => [state, what, detail]));
}
