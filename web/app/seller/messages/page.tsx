import { SellerMessages } from '@/talk/messages-page';

export const metadata = { title: 'Messages' };

export default function SellerMessagesPage() {
  return <SellerMessages />;
}
