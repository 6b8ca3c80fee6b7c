import { z } from 'zod';
import { ApplicationStateError } from '../../services/onboarding/onboarding.errors';
import { NotFoundError } from '../../services/platform/errors';
import {
  type Application,
  applicationSchema,
  type Step,
  stepContents,
  stepSchema,
} from '../../services/onboarding/onboarding.schema';
import { doneSteps, isEditable, missingSteps, STEPS } from '../../services/onboarding/onboarding.state';
import type { Actor } from '../../services/user/user.schema';
import type { ApiDeps } from '../deps';
import { etagOf } from '../http/preconditions';
import { noContent, ok, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';
import { emptyBody } from './shared';

/** An application with what is still to be done, in the order in which it is shown. */
export const applicationViewSchema = applicationSchema.extend({
  steps: z.array(z.object({ step: stepSchema, done: z.boolean() })),
  missing: z.array(stepSchema),
  actions: z.array(z.string()).describe('What the caller can do with it now'),
  links: z.object({ temporal: z.string() }).optional().describe('For staff'),
});

/** What everybody who may see an application sees of it. */
export function showApplication(application: Application) {
  const done = doneSteps(application);
  return {
    ...application,
    steps: STEPS.map((step) => ({ step, done: done[step] })),
    missing: missingSteps(application),
  };
}

/** How people come to sell here. Each step is a message to the application's workflow; what was typed waits as a draft. */
export function onboardingRoutes(deps: Pick<ApiDeps, 'services' | 'workflows'>): Route[] {
  const { workflows } = deps;
  const { onboarding: applications, user: users } = deps.services;
  const tags = ['Opening a shop'];
  const view = { description: 'The application', schema: applicationViewSchema };
  const stepTaken = {
    200: view,
    409: { description: "It is not the applicant's turn, or it is decided. Nothing was changed" },
    422: { description: 'Something is not right with what was sent. Nothing was changed' },
  };

  const show = (application: Application): Reply => {
    const shown = showApplication(application);
    const { status, missing } = shown;
    const canSubmit = isEditable(status) && missing.length === 0;
    const actions = [
      ...(isEditable(status) ? ['change'] : []),
      ...(canSubmit ? ['submit'] : []),
      ...(status === 'expired' ? ['resume'] : []),
    ];
    return ok({ ...shown, actions }, { etag: etagOf(shown.version), 'cache-control': 'no-store' });
  };

  async function mine(actor: Actor): Promise<Application> {
    const application = await applications.get(actor.id);
    if (!application) throw new NotFoundError('application');
    return application;
  }

  /** Lets the workflow act and shows the application as it is then. */
  async function act(actor: Actor, message: () => Promise<unknown>): Promise<Reply> {
    await mine(actor);
    await message();
    return show(await mine(actor));
  }

  /** What is decided, or with staff, is refused here; a shop's own workflow has the same id as its application's. */
  async function mustBeMyTurn(actor: Actor): Promise<void> {
    const { status } = await mine(actor);
    if (!isEditable(status) && status !== 'expired') throw new ApplicationStateError(status);
  }

  async function take(actor: Actor, step: Step, content: object): Promise<Reply> {
    await mustBeMyTurn(actor);
    return act(actor, async () => {
      const draftId = await applications.keepDraft({ sellerId: actor.id, step, content });
      await workflows.takeStep(actor.id, step, draftId);
    });
  }

  const stepRoute = <Name extends Exclude<Step, 'email'>>(step: Name, path: string, summary: string): Route =>
    route({
      method: 'put',
      path: `/onboarding/${path}`,
      summary,
      tags,
      auth: ['buyer'],
      body: stepContents[step] as z.ZodType<object>,
      responses: stepTaken,
      handler: ({ actor, body }) => take(actor, step, body),
    });

  return [
    route({
      method: 'post',
      path: '/onboarding',
      summary: 'Begin to open a shop, or go on after a long pause',
      tags,
      auth: ['buyer'],
      body: emptyBody,
      responses: { 200: view, 404: { description: 'There is no such account' } },
      async handler({ actor }) {
        const account = await users.get(actor.id);
        if (!account) throw new NotFoundError('account');
        const { status } = await applications.begin({ userId: actor.id, email: account.email });
        if (status === 'approved' || status === 'refused') return show(await mine(actor));
        return act(actor, () => workflows.beginApplication(actor.id));
      },
    }),
    route({
      method: 'get',
      path: '/onboarding',
      summary: 'My application',
      tags,
      auth: ['buyer', 'seller'],
      responses: { 200: view },
      handler: async ({ actor }) => show(await mine(actor)),
    }),
    route({
      method: 'post',
      path: '/onboarding/email-codes',
      summary: 'Send me a code to my e-mail address',
      tags,
      auth: ['buyer'],
      body: emptyBody,
      allowance: 'sign-in',
      responses: { 204: { description: 'It is on its way' } },
      async handler({ actor }) {
        await mine(actor);
        await users.sendSellingCode(actor.id);
        return noContent;
      },
    }),
    route({
      method: 'put',
      path: '/onboarding/email',
      summary: 'Confirm my e-mail address by the code that was sent',
      tags,
      auth: ['buyer'],
      body: stepContents.email,
      allowance: 'sign-in',
      responses: stepTaken,
      async handler({ actor, body }) {
        await mustBeMyTurn(actor);
        const address = await users.redeemSellingCode(actor.id, body.code);
        return take(actor, 'email', { address });
      },
    }),
    stepRoute('business', 'business', 'Name the business and where it is'),
    stepRoute('tax', 'tax-number', 'Give the tax number'),
    stepRoute('documents', 'documents', 'Say which uploaded documents belong to the application'),
    stepRoute('payout', 'bank-account', 'Name the bank account to be paid to, by a token of the provider'),
    stepRoute('deposits', 'deposits', 'Name the two small amounts that were sent to the bank account'),
    stepRoute('profile', 'profile', 'Describe the shop'),
    route({
      method: 'post',
      path: '/onboarding/submissions',
      summary: 'Hand the application to staff',
      tags,
      auth: ['buyer'],
      body: emptyBody,
      responses: stepTaken,
      async handler({ actor }) {
        await mustBeMyTurn(actor);
        return act(actor, () => workflows.submitApplication(actor.id));
      },
    }),
  ];
}
