import { SignInForm } from '@/shop/account/sign-in-form';

export const metadata = { title: 'Sign in', robots: { index: false } };

export default function SignInPage() {
  return <SignInForm />;
}
