import { Rankings } from '@/panels/recommendations/rankings';

export const metadata = { title: 'Recommendations' };

export default function RecommendationsPage() {
  return <Rankings />;
}
