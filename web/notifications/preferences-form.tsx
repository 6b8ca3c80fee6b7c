'use client';

import type { Audience, KindChoice, QuietHours } from '../../services/notification/notification.schema';
import { messageOf } from '@/lib/problem';
import { Failed } from '@/shop/failed';
import { Card } from '@/ui/card';
import { Checkbox, Field, Select } from '@/ui/field';
import { Loading, Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { KindTable } from './kind-table';
import {
  useChangePreferences,
  usePreferences,
  type PreferenceChanges,
  type PreferencesView,
} from './queries';

const TITLES: Record<Audience, string> = {
  buyer: 'What you buy',
  seller: 'Your shop',
  courier: 'Your round',
  staff: 'Caravan',
};
const AUDIENCES = Object.keys(TITLES) as Audience[];
const NIGHT: QuietHours = { from: '22:00', until: '07:00' };

/** How somebody wants to be told; each choice is kept at once. */
export function PreferencesForm() {
  const said = usePreferences();
  const change = useChangePreferences();
  if (said.isError && !said.data) return <Failed error={said.error} onRetry={() => void said.refetch()} />;
  if (!said.data) {
    return (
      <Loading className="space-y-6">
        <Skeleton className="h-64 rounded-card" />
        <Skeleton className="h-96 rounded-card" />
      </Loading>
    );
  }
  const keep = (changes: PreferenceChanges) =>
    change.mutate(changes, {
      onError: (error) => toast(`${messageOf(error)} Nothing was changed.`, { tone: 'failed' }),
    });
  const { kinds } = said.data;
  const byAudience = AUDIENCES.map((audience) => ({
    audience,
    kinds: kinds.filter((one: KindChoice) => one.audience === audience),
  })).filter((group) => group.kinds.length > 0);
  return (
    <>
      <When said={said.data} keep={keep} />
      {byAudience.map(({ audience, kinds: listed }) => (
        <Card key={audience}>
          <h3 className="mb-3 text-large font-semibold">{TITLES[audience]}</h3>
          <KindTable kinds={listed} onChoose={(kind, choice) => keep({ choices: { [kind]: choice } })} />
        </Card>
      ))}
    </>
  );
}

/** Language, quiet hours, the hour of the daily mail, and the sound. */
function When({ said, keep }: { said: PreferencesView; keep: (changes: PreferenceChanges) => void }) {
  const { quiet, digestHour, locale, timeZone, sound, kinds } = said;
  const hours = (part: 'from' | 'until', label: string) => (
    <Field
      label={label}
      type="time"
      key={`${part} ${quiet?.[part]}`}
      defaultValue={quiet?.[part]}
      onBlur={({ target }) => {
        if (quiet && target.value && target.value !== quiet[part])
          keep({ quiet: { ...quiet, [part]: target.value } });
      }}
    />
  );
  return (
    <Card className="space-y-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label="Language of what we write"
          value={locale ?? 'en'}
          onChange={({ target }) => keep({ locale: target.value === 'de' ? 'de' : 'en' })}
        >
          <option value="en">English</option>
          <option value="de">Deutsch</option>
        </Select>
        <Select
          label="The daily e-mail comes at"
          value={digestHour}
          onChange={({ target }) => keep({ digestHour: Number(target.value) })}
        >
          {Array.from({ length: 24 }, (_, hour) => (
            <option key={hour} value={hour}>{`${String(hour).padStart(2, '0')}:00`}</option>
          ))}
        </Select>
      </div>
      <fieldset>
        <legend className="sr-only">Quiet hours</legend>
        <Checkbox
          label="Quiet hours: what is not urgent waits"
          checked={quiet !== null}
          onChange={({ target }) => keep({ quiet: target.checked ? NIGHT : null })}
        />
        {quiet && (
          <div className="mt-3 grid grid-cols-2 gap-4 sm:max-w-sm">
            {hours('from', 'From')}
            {hours('until', 'Until')}
          </div>
        )}
        {timeZone && (
          <p className="mt-2 text-small text-muted">Times are those of {timeZone.replaceAll('_', ' ')}.</p>
        )}
      </fieldset>
      {kinds.some(({ kind }) => kind === 'new-order') && (
        <Checkbox
          label="Make a sound when an order arrives while a page of my shop is open"
          checked={sound}
          onChange={({ target }) => keep({ sound: target.checked })}
        />
      )}
    </Card>
  );
}
