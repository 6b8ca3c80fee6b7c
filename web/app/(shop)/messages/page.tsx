import { BuyerMessages } from '@/talk/messages-page';

export const metadata = { title: 'Messages', robots: { index: false } };

export default function MessagesPage() {
  return (
    <div className="page py-8 md:py-10">
      <BuyerMessages />
    </div>
  );
}
