import { StaffCategories } from '@/panels/people/staff-categories';

export const metadata = { title: 'Categories' };

export default function StaffCategoriesPage() {
  return <StaffCategories />;
}
