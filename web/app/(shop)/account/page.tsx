import { Account } from '@/shop/account/account';

export const metadata = { title: 'Account', robots: { index: false } };

export default function AccountPage() {
  return (
    <div className="page py-8 md:py-10">
      <div className="mx-auto max-w-3xl">
        <h1 className="mb-6 text-head">Account</h1>
        <Account />
      </div>
    </div>
  );
}
