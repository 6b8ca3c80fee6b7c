import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { searchOf } from '@/lib/product-search';
import { fetchPublic } from '@/lib/server-api';
import type { Category, Page } from '@/lib/types';
import { Listing } from '@/shop/listing';
import { Unreachable } from '@/shop/unreachable';

interface CategoryProps {
  params: Promise<{ category: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const loadCategories = cache(() => fetchPublic<Page<Category>>('/v1/categories'));

export async function generateMetadata({ params }: CategoryProps): Promise<Metadata> {
  const [{ category: id }, categories] = await Promise.all([params, loadCategories()]);
  const category = categories.ok ? categories.body.items.find((one) => one.id === id) : undefined;
  return { title: category?.name, description: category?.description };
}

export default async function CategoryPage({ params, searchParams }: CategoryProps) {
  const [{ category: id }, query, categories] = await Promise.all([params, searchParams, loadCategories()]);
  if (!categories.ok) return <Unreachable />;
  const category = categories.body.items.find((one) => one.id === id);
  if (!category) notFound();
  const search = { ...searchOf(query), category: undefined };
  return (
    <div className="page py-8 md:py-10">
      <header className="mb-8 max-w-2xl">
        <h1 className="text-head md:text-hero">{category.name}</h1>
        <p className="mt-2 text-large text-muted">{category.description}</p>
      </header>
      <Listing
        path={`/c/${category.id}`}
        search={search}
        fixed={{ category: category.id }}
        categories={categories.body.items}
      />
    </div>
  );
}
