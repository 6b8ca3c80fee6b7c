import { StaffConversation } from '@/talk/staff-messages';

export const metadata = { title: 'Reported message' };

export default async function StaffMessageRoute({ params }: { params: Promise<{ id: string }> }) {
  return <StaffConversation id={(await params).id} />;
}
