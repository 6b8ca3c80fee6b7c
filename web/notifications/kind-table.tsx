'use client';

import type { Choice, KindChoice } from '../../services/notification/notification.schema';

const EMAIL_WORDS = { now: 'At once', daily: 'Once a day', off: 'Never' } as const;
type Email = keyof typeof EMAIL_WORDS;
const CONTROL =
  'min-h-9 rounded-small border border-edge bg-surface px-2 text-base disabled:opacity-55 hover:border-ink';

/** Each kind of notice with the channels it can come by. */
export function KindTable({
  kinds,
  onChoose,
}: {
  kinds: readonly KindChoice[];
  onChoose: (kind: KindChoice['kind'], choice: Choice) => void;
}) {
  return (
    <ul className="divide-y divide-line">
      {kinds.map(({ kind, title, required, urgent, choice }) => (
        <li key={kind} className="grid gap-x-4 gap-y-2 py-3 sm:grid-cols-[1fr_auto] sm:items-center">
          <p>
            {title}
            {urgent && <span className="block text-small text-muted">Urgent: comes in quiet hours too</span>}
            {required && (
              <span className="block text-small text-muted">Always by e-mail: your order needs it</span>
            )}
          </p>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2" role="group" aria-label={title}>
            {choice.email !== undefined && (
              <label className="flex items-center gap-2">
                <span className="text-small text-muted">E-mail</span>
                <select
                  className={CONTROL}
                  value={choice.email}
                  disabled={required}
                  onChange={({ target }) => onChoose(kind, { email: target.value as Email })}
                >
                  {Object.entries(EMAIL_WORDS).map(([value, words]) => (
                    <option key={value} value={value}>
                      {words}
                    </option>
                  ))}
                </select>
              </label>
            )}
            {choice.push !== undefined && (
              <Tick label="Browser" checked={choice.push} onChange={(push) => onChoose(kind, { push })} />
            )}
            {choice.inbox !== undefined && (
              <Tick label="Here" checked={choice.inbox} onChange={(inbox) => onChoose(kind, { inbox })} />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Tick({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="flex min-h-9 items-center gap-2">
      <input
        type="checkbox"
        className="size-5 accent-(--flame)"
        checked={checked}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span className="text-small text-muted">{label}</span>
    </label>
  );
}
