import { StaffMessages } from '@/talk/staff-messages';

export const metadata = { title: 'Reported messages' };

export default function StaffMessagesPage() {
  return <StaffMessages />;
}
