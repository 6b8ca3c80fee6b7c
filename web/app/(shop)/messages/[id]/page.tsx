import { Conversation } from '@/talk/conversation';

export const metadata = { title: 'Message', robots: { index: false } };

export default async function MessageRoute({ params }: { params: Promise<{ id: string }> }) {
  return (
    <div className="page py-6 md:py-8">
      <Conversation id={(await params).id} back="/messages" />
    </div>
  );
}
