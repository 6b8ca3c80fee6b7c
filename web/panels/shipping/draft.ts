import { minorOf } from '../../lib/amount';
import type { ShippingService, ShippingZone } from './types';

/** A table as it is typed: amounts in euros, weights in kilograms, all of it text. */
export interface ServiceDraft {
  key: string;
  id: string;
  label: string;
  minDays: string;
  maxDays: string;
  steps: { key: string; upToKg: string; price: string }[];
  perKg: string;
  freeFrom: string;
}
export interface ZoneDraft {
  key: string;
  name: string;
  countries: string[];
  services: ServiceDraft[];
}

const CURRENCY = 'EUR';
let keys = 0;
const newKey = () => `k${(keys += 1)}`;
const euros = (minor: number) => (minor / 100).toFixed(2);

/** What is shown of a table that is there. */
export function draftOf(zones: readonly ShippingZone[]): ZoneDraft[] {
  return zones.map(({ name, countries, services }) => ({
    ...{ key: newKey(), name, countries: [...countries], services: services.map(serviceDraft) },
  }));
}

function serviceDraft(service: ShippingService): ServiceDraft {
  const { id, label, minDays, maxDays, steps, perKgMinor, freeFromMinor } = service;
  return {
    ...{ key: newKey(), id, label, minDays: String(minDays), maxDays: String(maxDays) },
    steps: steps.map(({ upToGrams, priceMinor }) => ({
      ...{ key: newKey(), upToKg: String(upToGrams / 1000), price: euros(priceMinor) },
    })),
    perKg: euros(perKgMinor),
    freeFrom: freeFromMinor === null ? '' : euros(freeFromMinor),
  };
}

export const newStep = () => ({ key: newKey(), upToKg: '', price: '' });
export const newService = (): ServiceDraft => ({
  ...{ key: newKey(), id: '', label: '', minDays: '2', maxDays: '5', perKg: '0.00', freeFrom: '' },
  steps: [newStep()],
});
export const newZone = (): ZoneDraft => ({
  ...{ key: newKey(), name: '', countries: [], services: [newService()] },
});

/** What is wrong with a table, in sentences by the key of the part that it is about. */
export type TableErrors = Record<string, string>;

/** The table that was typed, or what is wrong with it. */
export function zonesOf(drafts: readonly ZoneDraft[]): { zones: ShippingZone[] } | { errors: TableErrors } {
  const errors: TableErrors = {};
  const seen = new Set<string>();
  const zones = drafts.map(({ key, name, countries, services }): ShippingZone => {
    const twice = countries.find((code) => seen.has(code));
    countries.forEach((code) => seen.add(code));
    if (!name.trim()) errors[key] = 'Name this zone.';
    else if (countries.length === 0) errors[key] = 'Choose at least one country.';
    else if (twice) errors[key] = `${twice} is in another zone already. A country can be in one only.`;
    else if (services.length === 0) errors[key] = 'There has to be a way to send things there.';
    return {
      name: name.trim(),
      countries,
      services: services.map((one) => serviceOf(one, services, errors)),
    };
  });
  return Object.keys(errors).length > 0 ? { errors } : { zones };
}

function serviceOf(draft: ServiceDraft, all: readonly ServiceDraft[], errors: TableErrors): ShippingService {
  const { key, label, perKg, freeFrom } = draft;
  const [minDays, maxDays] = [daysOf(draft.minDays), daysOf(draft.maxDays)];
  const steps = draft.steps.map(({ upToKg, price }) => ({
    ...{ upToGrams: gramsOf(upToKg), priceMinor: minorOf(price, CURRENCY) },
  }));
  const perKgMinor = minorOf(perKg, CURRENCY);
  const freeFromMinor = freeFrom.trim() ? minorOf(freeFrom, CURRENCY) : null;
  const isRising = steps.every(({ upToGrams }, at) => (upToGrams ?? 0) > (steps[at - 1]?.upToGrams ?? 0));
  if (!label.trim()) errors[key] = 'Name this way of sending.';
  else if (all.some((other) => other.key !== key && other.label.trim() === label.trim()))
    errors[key] = 'Two ways of sending have the same name.';
  else if (minDays === null || maxDays === null || minDays > maxDays)
    errors[key] = 'Give the days on the road, the fewest first.';
  else if (
    steps.length === 0 ||
    steps.some(({ upToGrams, priceMinor }) => upToGrams === null || priceMinor === null)
  )
    errors[key] = 'Each step needs a weight such as 2.5 and a price such as 4.90.';
  else if (!isRising) errors[key] = 'Each step has to be heavier than the one before.';
  else if (perKgMinor === null) errors[key] = 'What does each further kilogram cost? 0 is good.';
  else if (freeFrom.trim() && freeFromMinor === null)
    errors[key] = 'Free from an amount such as 75, or never.';
  return {
    ...{ id: idOf(draft, all), label: label.trim(), minDays: minDays ?? 0, maxDays: maxDays ?? 0 },
    steps: steps.map(({ upToGrams, priceMinor }) => ({
      upToGrams: upToGrams ?? 1,
      priceMinor: priceMinor ?? 0,
    })),
    ...{ perKgMinor: perKgMinor ?? 0, freeFromMinor },
  };
}

/** Buyers' choices name a way of sending by its id, so one that is there keeps it. */
function idOf({ key, id, label }: ServiceDraft, all: readonly ServiceDraft[]): string {
  if (id) return id;
  const made = label
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 30);
  const isTaken = all.some((other) => other.key !== key && other.id === made);
  return made && !isTaken ? made : `${made || 'way'}-${key}`;
}

function daysOf(text: string): number | null {
  return /^\d{1,2}$/.test(text.trim()) && Number(text) <= 60 ? Number(text) : null;
}

/** Kilograms as they are typed, with a point or a comma, in grams. */
function gramsOf(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!match?.[1]) return null;
  const grams = Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'));
  return grams > 0 ? grams : null;
}
