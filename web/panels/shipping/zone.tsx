'use client';

import { countriesByName } from '@/lib/countries';
import { useFormat } from '@/lib/surroundings';
import { Button, IconButton } from '@/ui/button';
import { Card } from '@/ui/card';
import { Field, Select } from '@/ui/field';
import { newService, newStep, type ServiceDraft, type TableErrors, type ZoneDraft } from './draft';

interface ZoneProps {
  zone: ZoneDraft;
  errors: TableErrors;
  onChange: (over: Partial<ZoneDraft>) => void;
  /** Absent for the last one. */
  onRemove: (() => void) | undefined;
}

/** Some countries, and how things are sent there. */
export function Zone({ zone, errors, onChange, onRemove }: ZoneProps) {
  const { name, services } = zone;
  const changeService = (key: string, over: Partial<ServiceDraft>) =>
    onChange({ services: services.map((one) => (one.key === key ? { ...one, ...over } : one)) });
  return (
    <Card>
      <section aria-label={name || 'A new zone'} className="space-y-5">
        <div className="flex items-start gap-2">
          <Field
            className="min-w-0 grow"
            label="Zone"
            maxLength={40}
            value={name}
            onChange={(event) => onChange({ name: event.target.value })}
            error={errors[zone.key]}
          />
          {onRemove && (
            <IconButton className="mt-8" icon="cross" label={`Remove the zone ${name}`} onClick={onRemove} />
          )}
        </div>
        <Countries codes={zone.countries} onChange={(countries) => onChange({ countries })} />
        {services.map((service) => (
          <Service
            key={service.key}
            service={service}
            error={errors[service.key]}
            onChange={(over) => changeService(service.key, over)}
            onRemove={
              services.length > 1
                ? () => onChange({ services: services.filter(({ key }) => key !== service.key) })
                : undefined
            }
          />
        ))}
        <Button size="small" icon="plus" onClick={() => onChange({ services: [...services, newService()] })}>
          Another way of sending
        </Button>
      </section>
    </Card>
  );
}

function Countries({ codes, onChange }: { codes: string[]; onChange: (codes: string[]) => void }) {
  const format = useFormat();
  const others = countriesByName(format.country).filter(({ code }) => !codes.includes(code));
  const named = codes
    .map((code) => ({ code, name: format.country(code) }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return (
    <div>
      <details className="mb-3" open={codes.length <= 12}>
        <summary className="min-h-8 cursor-pointer font-medium">
          {codes.length === 1 ? 'One country' : `${codes.length} countries`}
        </summary>
        <ul className="mt-2 flex flex-wrap gap-1.5">
          {named.map(({ code, name }) => (
            <li key={code} className="inline-flex items-center rounded-chip bg-sunk pl-3 text-small">
              {name}
              <IconButton
                className="size-8"
                icon="cross"
                label={`Take out ${name}`}
                onClick={() => onChange(codes.filter((one) => one !== code))}
              />
            </li>
          ))}
        </ul>
      </details>
      <Select
        label="Add a country"
        value=""
        onChange={(event) => event.target.value && onChange([...codes, event.target.value])}
      >
        <option value="">Choose</option>
        {others.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Select>
    </div>
  );
}

interface ServiceProps {
  service: ServiceDraft;
  error: string | undefined;
  onChange: (over: Partial<ServiceDraft>) => void;
  onRemove: (() => void) | undefined;
}

function Service({ service, error, onChange, onRemove }: ServiceProps) {
  const { label, steps } = service;
  const text = (name: 'label' | 'minDays' | 'maxDays' | 'perKg' | 'freeFrom') => ({
    value: service[name],
    onChange: (event: { target: { value: string } }) => onChange({ [name]: event.target.value }),
  });
  return (
    <fieldset className="space-y-4 border-t border-line pt-4">
      <legend className="sr-only">{label || 'A new way of sending'}</legend>
      <div className="flex items-start gap-2">
        <Field
          className="min-w-0 grow"
          label="Way of sending"
          maxLength={40}
          error={error}
          {...text('label')}
        />
        {onRemove && (
          <IconButton
            className="mt-8"
            icon="cross"
            label={`Remove ${label || 'this way'}`}
            onClick={onRemove}
          />
        )}
      </div>
      <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
        <Field label="Days, fewest" inputMode="numeric" {...text('minDays')} />
        <Field label="Days, most" inputMode="numeric" {...text('maxDays')} />
        <Field label="Each further kg, €" inputMode="decimal" {...text('perKg')} />
        <Field label="Free from, €" placeholder="never" inputMode="decimal" {...text('freeFrom')} />
      </div>
      <ul className="space-y-3">
        {steps.map((step, at) => {
          const change = (over: Partial<typeof step>) =>
            onChange({ steps: steps.map((one) => (one.key === step.key ? { ...one, ...over } : one)) });
          return (
            <li key={step.key} className="flex items-start gap-2">
              <Field
                className="min-w-0 grow"
                label={at === 0 ? 'Up to, kg' : `Then up to, kg`}
                inputMode="decimal"
                value={step.upToKg}
                onChange={(event) => change({ upToKg: event.target.value })}
              />
              <Field
                className="min-w-0 grow"
                label="it costs, €"
                inputMode="decimal"
                value={step.price}
                onChange={(event) => change({ price: event.target.value })}
              />
              <IconButton
                className="mt-8"
                icon="minus"
                label="Remove this step"
                disabled={steps.length === 1}
                onClick={() => onChange({ steps: steps.filter(({ key }) => key !== step.key) })}
              />
            </li>
          );
        })}
      </ul>
      <Button
        size="small"
        look="quiet"
        icon="plus"
        onClick={() => onChange({ steps: [...steps, newStep()] })}
      >
        Another step
      </Button>
    </fieldset>
  );
}
