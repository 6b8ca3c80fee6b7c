import { SellerConversation } from '@/talk/messages-page';

export const metadata = { title: 'Message' };

export default async function SellerMessageRoute({ params }: { params: Promise<{ id: string }> }) {
  return <SellerConversation id={(await params).id} />;
}
