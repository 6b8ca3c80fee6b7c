import { z } from 'zod';
import { payoutAccountRequestSchema } from '../payout/payout.schema';
import { slugSchema } from '../seller/seller.schema';
import { addressSchema, oneTimeCodeSchema } from '../user/user.schema';
import { STEPS } from './onboarding.state';

/**
 * - `open`: being filled in
 * - `submitted`: with staff
 * - `questions`: staff ask back; the applicant answers by changing steps and submitting again
 * - `approved`, `refused`: decided
 * - `expired`: nothing was heard for too long; whoever goes on resumes it
 */
export const applicationStatusSchema = z.enum([
  'open',
  'submitted',
  'questions',
  'approved',
  'refused',
  'expired',
]);
export type ApplicationStatus = z.infer<typeof applicationStatusSchema>;

export const stepSchema = z.enum(STEPS);
export type Step = z.infer<typeof stepSchema>;

const country = z.string().regex(/^[A-Z]{2}$/);
const line = (most: number) => z.string().trim().min(1).max(most);

export const businessSchema = z.strictObject({
  legalName: line(160),
  form: z.enum(['sole-trader', 'partnership', 'company', 'association']),
  address: addressSchema.omit({ name: true, phone: true }),
  /** Number in the register of companies, where there is one. */
  registration: z.string().trim().max(80).optional(),
});
export type Business = z.infer<typeof businessSchema>;

export const taxSchema = z.strictObject({
  country,
  kind: z.enum(['vat', 'national']).describe('A VAT number, or the tax number of a business without one'),
  number: z.string().trim().min(4).max(24),
});

export const documentKindSchema = z.enum(['identity', 'registration', 'other']);
export const applicationDocumentSchema = z.object({
  id: z.string(),
  kind: documentKindSchema,
  name: z.string(),
  type: z.string(),
  size: z.number().int(),
});
export type ApplicationDocument = z.infer<typeof applicationDocumentSchema>;

export const shopProfileSchema = z.strictObject({
  name: line(60),
  slug: slugSchema,
  tagline: line(120),
  story: line(2000),
  shipsTo: z.enum(['domestic', 'europe', 'world']).default('europe'),
  handlingDays: z.number().int().min(0).max(30).default(2),
});

/** A micro-deposit, minor units: always less than one whole unit. */
const microAmount = z.number().int().min(1).max(99);

/** What an applicant sends for each step; never part of a message to a workflow. */
export const stepContents = {
  email: z.strictObject({ code: oneTimeCodeSchema }),
  business: businessSchema,
  tax: taxSchema,
  documents: z.strictObject({
    documents: z
      .array(z.strictObject({ id: z.string().min(1).max(80), kind: documentKindSchema }))
      .min(1)
      .max(10)
      .describe('All of them: what is not named is taken out'),
  }),
  payout: payoutAccountRequestSchema,
  deposits: z.strictObject({ amounts: z.tuple([microAmount, microAmount]) }),
  profile: shopProfileSchema,
} as const satisfies Record<Step, z.ZodType>;
export type StepContent<Name extends Step> = z.infer<(typeof stepContents)[Name]>;

const actedBy = z.object({ role: z.string(), id: z.string() });

export const questionSchema = z.strictObject({ step: stepSchema, text: line(1000) });
export type Question = z.infer<typeof questionSchema>;

export const applicationSchema = z.object({
  /** The id of the shop to be, which is the id of the account that founds it. */
  id: z.string(),
  status: applicationStatusSchema,
  email: z.object({ address: z.string(), confirmedAt: z.string().nullable() }),
  business: businessSchema.nullable(),
  tax: taxSchema.nullable(),
  documents: z.array(applicationDocumentSchema),
  payout: z
    .object({
      holder: z.string(),
      last4: z.string(),
      /** What the provider or the bank misses, as a code. */
      problem: z.string().nullable(),
      /** Two small amounts were sent, and are to be named; false where the provider checks accounts its own way. */
      depositsSent: z.boolean(),
      confirmedAt: z.string().nullable(),
      triesLeft: z.number().int(),
    })
    .nullable(),
  profile: shopProfileSchema.nullable(),
  questions: z.array(questionSchema),
  decision: z
    .object({ as: z.enum(['approved', 'refused']), note: z.string(), by: actedBy, at: z.string() })
    .nullable(),
  startedAt: z.string(),
  /** When the applicant was heard last; reminders and the expiry count from here. */
  heardAt: z.string(),
  submittedAt: z.string().nullable(),
  /** Reminders sent since then. */
  reminders: z.number().int(),
  timeline: z.array(z.object({ at: z.string(), text: z.string(), by: actedBy })),
  version: z.number().int(),
});
export type Application = z.infer<typeof applicationSchema>;
