import { Suspense } from 'react';
import { JoinForm } from '@/courier/join-form';

export const metadata = { title: 'Bring parcels for a shop' };

export default function CourierJoinPage() {
  return (
    <Suspense>
      <JoinForm />
    </Suspense>
  );
}
