import { StaffCommissions } from '@/panels/people/staff-commissions';

export const metadata = { title: 'Commission' };

export default function StaffCommissionsPage() {
  return <StaffCommissions />;
}
