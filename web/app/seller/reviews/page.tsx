import { SellerReviews } from '@/talk/seller-reviews';

export const metadata = { title: 'Reviews' };

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SellerReviewsPage({ searchParams }: Params) {
  return <SellerReviews isAll={(await searchParams).show === 'all'} />;
}
