import type { Mailer } from '../notification/mailer';
import type { Locale } from '../notification/notification.schema';
import type { ActedBy } from '../order/order.schema';
import type { Clock } from '../platform/clock';
import { DomainError, NotFoundError } from '../platform/errors';
import type { SellerService } from '../seller/seller.service';
import type { Selling } from '../user/user.selling';
import { draftGone } from './onboarding.errors';
import type { Application, Question } from './onboarding.schema';
import type { OnboardingService } from './onboarding.service';
import { type Patience, type Standing, standingOf } from './onboarding.state';
import { createSteps, type StepCollaborators, type StepTaken } from './onboarding.steps';
import { letterOf, type OnboardingNews } from './onboarding.letters';

export type OnboardingHandling = ReturnType<typeof createOnboardingHandling>;

/** The steps of opening a shop, over applications, accounts, shops, documents and the provider. Each can be repeated. */
export function createOnboardingHandling({
  applications,
  people,
  shops,
  mailer,
  languageOf,
  clock,
  patience,
  commissionPoints,
  webUrl,
  ...asked
}: {
  applications: OnboardingService;
  people: Pick<Selling, 'makeSeller'> & { get(id: string): Promise<{ email: string } | null> };
  shops: Pick<SellerService, 'create' | 'claimSlug' | 'suspend' | 'reinstate' | 'get'>;
  mailer: Pick<Mailer, 'sendNotice'>;
  /** In which language somebody reads. */
  languageOf(personId: string): Promise<Locale>;
  clock: Clock;
  patience: Patience;
  /** What a new shop pays of each sale, in basis points. */
  commissionPoints: number;
  /** The address of the web, for letters. */
  webUrl: string;
} & Omit<StepCollaborators, 'shops' | 'nowIso'>) {
  const steps = createSteps({ ...asked, shops, nowIso: () => new Date(clock.nowMs()).toISOString() });
  const standing = (application: Application): Standing => standingOf(application, patience);

  async function load(sellerId: string): Promise<Application> {
    const found = await applications.get(sellerId);
    if (!found) throw new NotFoundError('application');
    return found;
  }

  return {
    /** Where it stands; one that had expired is open again, because somebody has come back to it. */
    open: async ({ sellerId }: { sellerId: string }) => standing(await applications.resume(sellerId)),

    /**
     * Checks what the applicant sent and writes it down.
     * @throws DomainError `<step>-refused`, `slug-taken`, `bank-token-refused`, `deposits-tried`, `draft-gone`;
     * ApplicationStateError
     */
    async take({ sellerId, draftId }: { sellerId: string; draftId: string }): Promise<Standing> {
      if (await applications.wasTaken(sellerId, draftId)) return standing(await load(sellerId));
      const draft = await applications.draft(draftId);
      if (draft?.sellerId !== sellerId) throw draftGone();
      try {
        // What a draft holds was parsed when it was sent.
        const take = steps[draft.step] as (
          application: Application,
          content: object,
          draftId: string,
        ) => Promise<StepTaken>;
        const { set, text, refusal } = await take(await load(sellerId), draft.content, draftId);
        const after = await applications.recordStep(sellerId, { draftId, set, text });
        if (refusal) throw refusal;
        await applications.dropDraft(draftId);
        return standing(after);
      } catch (error) {
        // Another try of the same would be refused as well; a bank token has no business lying about.
        if (error instanceof DomainError && error.kind !== 'unavailable')
          await applications.dropDraft(draftId);
        throw error;
      }
    },

    submit: async ({ sellerId }: { sellerId: string }) => standing(await applications.submit(sellerId)),

    askBack: async ({
      sellerId,
      ...asking
    }: {
      sellerId: string;
      questions: readonly Question[];
      by: ActedBy;
    }) => standing(await applications.askBack(sellerId, asking)),

    decide: async ({
      sellerId,
      ...decision
    }: {
      sellerId: string;
      as: 'approved' | 'refused';
      note: string;
      by: ActedBy;
    }) => standing(await applications.decide(sellerId, decision)),

    /** Writes down that a reminder is due. @param at which one; nothing happens when it no longer is the next */
    async remind({ sellerId, at }: { sellerId: string; at: string }): Promise<Standing> {
      const application = await load(sellerId);
      if (standing(application).remindAt !== at) return standing(application);
      const { heardAt, reminders: count } = application;
      return standing(await applications.recordReminder(sellerId, { heardAt, count }));
    },

    /** @param at the end of patience; nothing happens when the applicant was heard meanwhile */
    async expire({ sellerId, at }: { sellerId: string; at: string }): Promise<Standing> {
      const application = await load(sellerId);
      if (standing(application).expireAt !== at) return standing(application);
      return standing(await applications.expire(sellerId, application.heardAt));
    },

    /** Opens the shop of an approved application, and lets its founder in. */
    async openShop({ sellerId }: { sellerId: string }): Promise<void> {
      const { business, tax, profile } = await load(sellerId);
      if (!business || !tax || !profile) throw new NotFoundError('complete application');
      const { line1, line2, postcode, city, region, country } = business.address;
      const address = [line1, line2, `${postcode} ${city}`, region].filter(Boolean).join(', ');
      await shops.create({
        ...profile,
        ...{ id: sellerId, city, country, status: 'active', commissionPoints },
        rating: { average: 0, count: 0 },
        trader: {
          legalName: business.legalName,
          ...{ address, country },
          ...(business.registration ? { registration: business.registration } : {}),
          ...(tax.kind === 'vat' ? { vatNumber: `${tax.country}${tax.number}` } : {}),
        },
      });
      await people.makeSeller({ userId: sellerId, sellerId });
    },

    /** Hides a shop, with the reason that its seller is told. */
    async suspend(request: {
      sellerId: string;
      reason: string;
      by: ActedBy;
      decidedAt?: string;
    }): Promise<void> {
      await shops.suspend(request);
    },

    async reinstate(request: { sellerId: string; decidedAt?: string }): Promise<void> {
      await shops.reinstate(request);
    },

    /** Writes to the applicant or seller. */
    async tell({ sellerId, news }: { sellerId: string; news: OnboardingNews }): Promise<void> {
      const [application, account, shop] = await Promise.all([
        applications.get(sellerId),
        people.get(sellerId),
        shops.get(sellerId),
      ]);
      // A shop of the demo has no founder with its id; there is nobody to write to.
      if (!account) return;
      const locale = await languageOf(sellerId);
      const letter = letterOf(news, { application, shop, webUrl, locale });
      await mailer.sendNotice({ to: account.email, locale, ...letter });
    },
  };
}
