import { ResetForm } from '@/shop/account/reset-form';

export const metadata = { title: 'A new password', robots: { index: false } };

export default function ResetPasswordPage() {
  return <ResetForm />;
}
