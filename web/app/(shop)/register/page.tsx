import { RegisterForm } from '@/shop/account/register-form';

export const metadata = { title: 'Make an account', robots: { index: false } };

export default function RegisterPage() {
  return <RegisterForm />;
}
