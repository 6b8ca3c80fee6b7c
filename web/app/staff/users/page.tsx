import { StaffUsers } from '@/panels/people/staff-users';

export const metadata = { title: 'People' };

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const single = (value: string | string[] | undefined) => (typeof value === 'string' ? value : null);

export default async function StaffUsersPage({ searchParams }: Params) {
  const { query, role } = await searchParams;
  return <StaffUsers query={single(query)} role={single(role)} />;
}
