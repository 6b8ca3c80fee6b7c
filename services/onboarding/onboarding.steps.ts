import type { Application, ApplicationDocument, Step, StepContent } from './onboarding.schema';
import { stepRefused } from './onboarding.errors';
import { faultOfTaxNumber, plainTaxNumber } from './tax-ids';

/** Everybody who is asked about a step. */
export interface StepCollaborators {
  documents: {
    document(
      id: string,
    ): Promise<{ id: string; ownerId: string; name: string; type: string; size: number } | null>;
  };
  bankAccounts: {
    save(request: {
      sellerId: string;
      holder: string;
      bankToken: string;
    }): Promise<{ holder: string; last4: string; status: string; problem: string | null }>;
    sendDeposits(sellerId: string): Promise<boolean>;
    confirmDeposits(request: {
      sellerId: string;
      key: string;
      amountsMinor: readonly [number, number];
    }): Promise<{ confirmed: boolean; triesLeft: number }>;
  };
  shops: { claimSlug(claim: { slug: string; sellerId: string }): Promise<void> };
  nowIso: () => string;
}

/** What a step changes in the application, and how it is told. `refusal`: it is written down and refused. */
export interface StepTaken {
  set: Partial<Application>;
  text: string;
  refusal?: Error;
}

type Taking = {
  [Name in Step]: (
    application: Application,
    content: Name extends 'email' ? { address: string } : StepContent<Name>,
    draftId: string,
  ) => Promise<StepTaken>;
};

/** How each step is checked and kept. Repeating one with the same draft has no second effect anywhere. */
export function createSteps({ documents, bankAccounts, shops, nowIso }: StepCollaborators): Taking {
  return {
    // The code was redeemed before: only the address that it proved is here.
    async email(_application, { address }) {
      const set = { email: { address, confirmedAt: nowIso() } };
      return { set, text: 'The e-mail address was confirmed.' };
    },

    async business(_application, business) {
      return { set: { business }, text: 'The details of the business were given.' };
    },

    async tax({ business }, tax) {
      if (business && business.address.country !== tax.country)
        throw stepRefused(
          'tax',
          'This number is of another country than the business. Nothing was changed. Give one of its own country.',
        );
      const fault = faultOfTaxNumber(tax);
      if (fault) throw stepRefused('tax', WHY_NOT_TAX[fault], { fault });
      return { set: { tax: { ...tax, number: plainTaxNumber(tax) } }, text: 'The tax number was given.' };
    },

    async documents({ id }, { documents: named }) {
      const found = await Promise.all(
        named.map(async ({ id: documentId, kind }): Promise<ApplicationDocument> => {
          const document = await documents.document(documentId);
          if (document?.ownerId !== id)
            throw stepRefused(
              'documents',
              'There is no such document. Nothing was changed. Upload it again.',
            );
          const { name, type, size } = document;
          return { id: documentId, kind, name, type, size };
        }),
      );
      return { set: { documents: found }, text: 'Documents were handed in.' };
    },

    async payout({ id: sellerId }, { holder, bankToken }) {
      const account = await bankAccounts.save({ sellerId, holder, bankToken });
      const isGood = account.status === 'verified';
      const depositsSent = isGood && (await bankAccounts.sendDeposits(sellerId));
      const payout = {
        holder: account.holder,
        last4: account.last4,
        problem: isGood ? null : (account.problem ?? account.status),
        depositsSent,
        // Without deposits the provider's own check is all there is.
        confirmedAt: isGood && !depositsSent ? nowIso() : null,
        triesLeft: depositsSent ? DEPOSIT_TRIES : 0,
      };
      return { set: { payout }, text: 'A bank account was named.' };
    },

    async deposits({ id: sellerId, payout }, { amounts }, draftId) {
      if (!payout?.depositsSent) throw stepRefused('deposits', 'Name the bank account first.');
      const amountsMinor = [...amounts] as [number, number];
      const { confirmed, triesLeft } = await bankAccounts.confirmDeposits({
        ...{ sellerId, key: `${sellerId}-confirm-${draftId}`, amountsMinor },
      });
      if (confirmed)
        return {
          set: { payout: { ...payout, confirmedAt: nowIso(), triesLeft } },
          text: 'The bank account was confirmed.',
        };
      const refusal = stepRefused(
        'deposits',
        triesLeft > 0
          ? 'These are not the amounts that were sent. Look at your statement once more.'
          : 'These are not the amounts that were sent, and it was the last try. Name the bank account anew.',
        { triesLeft },
      );
      return { set: { payout: { ...payout, triesLeft } }, text: 'Wrong amounts were named.', refusal };
    },

    async profile({ id: sellerId }, profile) {
      await shops.claimSlug({ slug: profile.slug, sellerId });
      return { set: { profile }, text: 'The shop was described.' };
    },
  };
}

const DEPOSIT_TRIES = 3;

const WHY_NOT_TAX = {
  format: 'A tax number of this country looks different. Nothing was changed. Check it for missing digits.',
  'check-digit':
    'A digit of this number is wrong, or two are swapped. Nothing was changed. Check it once more.',
} as const;
