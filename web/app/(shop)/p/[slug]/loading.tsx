import { Loading, Skeleton } from '@/ui/skeleton';

export default function ProductLoading() {
  return (
    <Loading className="page grid gap-x-12 gap-y-8 py-8 md:grid-cols-2 lg:grid-cols-[1.1fr_1fr]">
      <Skeleton className="mt-9 aspect-4/5 rounded-card" />
      <div className="mt-9 space-y-4">
        <Skeleton className="h-10 w-4/5" />
        <Skeleton className="h-5 w-1/2" />
        <Skeleton className="h-9 w-1/3" />
        <Skeleton className="h-12 w-full rounded-chip" />
        <Skeleton className="h-28 w-full rounded-card" />
      </div>
    </Loading>
  );
}
