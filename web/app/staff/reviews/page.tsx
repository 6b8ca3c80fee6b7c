import { StaffReviews } from '@/talk/staff-reviews';

export const metadata = { title: 'Reviews' };

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function StaffReviewsPage({ searchParams }: Params) {
  return <StaffReviews isHidden={(await searchParams).show === 'hidden'} />;
}
