import { SellerDispute } from '@/panels/money/seller-dispute';

export const metadata = { title: 'A dispute' };

export default async function SellerDisputePage({ params }: { params: Promise<{ id: string }> }) {
  return <SellerDispute disputeId={(await params).id} />;
}
