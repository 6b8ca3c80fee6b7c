import type { ComponentProps } from 'react';
import { Field } from '@/ui/field';

type FieldProps = ComponentProps<typeof Field>;

const MIN_PASSWORD = 10;

/** What react-hook-form asks of the six digits that came by e-mail. */
export const CODE_RULES = {
  required: 'The code is missing.',
  pattern: { value: /^\d{6}$/, message: 'The code has six digits.' },
};

/** What it asks of a new password; the API asks the same. */
export const PASSWORD_RULES = {
  required: 'A password is missing.',
  minLength: { value: MIN_PASSWORD, message: 'At least ten characters, please.' },
  maxLength: { value: 200, message: 'At most 200 characters, please.' },
};

export function CodeField(props: Omit<FieldProps, 'label'>) {
  return <Field label="Code" inputMode="numeric" autoComplete="one-time-code" maxLength={6} {...props} />;
}

export function NewPasswordField({ hint = 'At least ten characters', ...props }: FieldProps) {
  return <Field type="password" autoComplete="new-password" hint={hint} {...props} />;
}
