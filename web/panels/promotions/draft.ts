import { minorOf } from '../../lib/amount';
import { pointsIn } from '../../lib/percent';
import type { Benefit, WantedPromotion } from './types';

/** What was typed of a new promotion. */
export interface Draft {
  kind: Benefit['kind'];
  percent: string;
  amount: string;
  buy: string;
  get: string;
  label: string;
  isCode: boolean;
  code: string;
  from: string;
  until: string;
  minimum: string;
  total: string;
  perBuyer: string;
  firstOrderOnly: boolean;
  categoryIds: string[];
}

export const EMPTY_DRAFT: Draft = {
  ...{ kind: 'percent', percent: '10', amount: '', buy: '2', get: '1', label: '' },
  ...{ isCode: false, code: '', from: '', until: '', minimum: '', total: '', perBuyer: '' },
  ...{ firstOrderOnly: false, categoryIds: [] },
};

export type DraftErrors = Partial<Record<keyof Draft, string>>;

const CURRENCY = 'EUR';

/** The promotion that was typed, or what is wrong with it, by field. Times are the reader's own. */
export function promotionOf(draft: Draft): { wanted: WantedPromotion } | { errors: DraftErrors } {
  const errors: DraftErrors = {};
  const benefit = benefitOf(draft, errors);
  const label = draft.label.trim();
  if (label.length < 3) errors.label = 'What shall buyers read beside the sum?';
  const code = draft.isCode ? draft.code.trim().toUpperCase() : null;
  if (code !== null && !/^[A-Z0-9][A-Z0-9-]{2,23}$/.test(code))
    errors.code = 'A code has 3 to 24 letters, digits and dashes.';
  const minimumMinor = draft.minimum.trim() ? minorOf(draft.minimum, CURRENCY) : 0;
  if (minimumMinor === null) errors.minimum = 'An amount such as 30 or 30.00.';
  const [from, until] = [momentOf(draft.from), momentOf(draft.until)];
  if (until !== undefined && until <= (from ?? new Date().toISOString()))
    errors.until = 'It would end before it begins.';
  const total = code === null ? null : countOf(draft.total, 10_000);
  if (total === undefined) errors.total = 'A number from 1 to 10000, or nothing.';
  const perBuyer = code === null ? null : countOf(draft.perBuyer, 100);
  if (perBuyer === undefined) errors.perBuyer = 'A number from 1 to 100, or nothing.';
  if (!benefit || Object.keys(errors).length > 0) return { errors };
  return {
    wanted: {
      ...{ label, code, benefit, limits: { total: total ?? null, perBuyer: perBuyer ?? null } },
      conditions: {
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
        ...{ minimumMinor: minimumMinor ?? 0, categoryIds: draft.categoryIds },
        firstOrderOnly: code !== null && draft.firstOrderOnly,
      },
    },
  };
}

function benefitOf({ kind, percent, amount, buy, get }: Draft, errors: DraftErrors): Benefit | null {
  switch (kind) {
    case 'percent': {
      const points = pointsIn(percent);
      if (points !== null && points >= 1 && points <= 9000) return { kind, points };
      errors.percent = 'From 0.01 to 90 percent.';
      return null;
    }
    case 'amount': {
      const amountMinor = minorOf(amount, CURRENCY);
      if (amountMinor) return { kind, amountMinor, currency: CURRENCY };
      errors.amount = 'An amount such as 5 or 4.50.';
      return null;
    }
    case 'buy-x-get-y': {
      const [many, free] = [countOf(buy, 20), countOf(get, 10)];
      if (!many) errors.buy = 'A number from 1 to 20.';
      if (!free) errors.get = 'A number from 1 to 10.';
      return many && free ? { kind, buy: many, get: free } : null;
    }
    case 'free-shipping':
      return { kind };
  }
}

/** Null for nothing typed, undefined for what is no such number. */
function countOf(text: string, most: number): number | null | undefined {
  const trimmed = text.trim();
  if (!trimmed) return null;
  const value = /^\d{1,6}$/.test(trimmed) ? Number(trimmed) : 0;
  return value >= 1 && value <= most ? value : undefined;
}

/** What a field for date and time holds, in UTC; undefined when it is empty. */
function momentOf(local: string): string | undefined {
  const at = new Date(local);
  return local && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
}
