'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { Button } from '@/ui/button';
import { SearchField } from '@/ui/search-field';

interface SearchProps {
  label: string;
  maxLength: number;
  /** What was searched for, as the address says. */
  query: string | null;
  /** Where the answer is shown. @param query trimmed; null for everything */
  addressOf: (query: string | null) => string;
}

/** Looks for something in a list; what is looked for stands in the address. */
export function Search({ label, maxLength, query, addressOf }: SearchProps) {
  const router = useRouter();
  const [text, setText] = useState(query ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    router.replace(addressOf(text.trim() || null), { scroll: false });
  };
  return (
    <form onSubmit={submit} role="search" className="mb-6 flex gap-3">
      <SearchField
        label={label}
        placeholder={label}
        value={text}
        maxLength={maxLength}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit">Search</Button>
    </form>
  );
}
