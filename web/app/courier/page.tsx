import { CourierRound } from '@/courier/round';

export default function CourierPage() {
  return <CourierRound />;
}
