import { CourierParcelPage } from '@/courier/parcel-page';

export const metadata = { title: 'A parcel' };

export default async function CourierParcelRoute({ params }: { params: Promise<{ id: string }> }) {
  return <CourierParcelPage id={(await params).id} />;
}
