'use client';

import type { ReactNode } from 'react';
import { BankForm, DepositsForm } from './bank-forms';
import { BusinessForm, TaxForm } from './business-forms';
import { DocumentsForm } from './documents-form';
import { EmailForm } from './email-form';
import { ProfileForm } from './profile-form';
import type { FormProps } from './send-form';
import type { Step } from './types';

/** The form of one step. */
export function StepForm({ step, ...props }: FormProps & { step: Step }) {
  const Form = FORMS[step];
  return <Form {...props} />;
}

const FORMS: Record<Step, (props: FormProps) => ReactNode> = {
  email: EmailForm,
  business: BusinessForm,
  tax: TaxForm,
  documents: DocumentsForm,
  payout: BankForm,
  deposits: DepositsForm,
  profile: ProfileForm,
};
