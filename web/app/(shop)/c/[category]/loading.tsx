import { ListingSkeleton } from '@/shop/listing';

export default function Loading() {
  return <ListingSkeleton />;
}
