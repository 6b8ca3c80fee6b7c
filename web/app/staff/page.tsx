import { Attention } from '@/panels/money/attention';

export const metadata = { title: 'Waiting for you' };

export default function StaffPage() {
  return <Attention />;
}
