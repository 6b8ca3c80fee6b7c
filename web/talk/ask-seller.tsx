'use client';

import { useMutation } from '@tanstack/react-query';
import { usePathname, useRouter } from 'next/navigation';
import { api } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { useSession } from '@/lib/session';
import { Button, ButtonLink } from '@/ui/button';
import { toast } from '@/ui/toast';
import type { ConversationView } from './types';

interface AskSellerProps {
  subject: { type: 'order' | 'product'; id: string };
  /** Under which address the conversation opens. */
  under?: '/messages' | '/seller/messages';
  children: string;
}

/** Opens the conversation with the other side about an order or a product. */
export function AskSeller({ subject, under = '/messages', children }: AskSellerProps) {
  const router = useRouter();
  const path = usePathname();
  const session = useSession();
  const isGuest = session.status !== 'present' || session.session.actor.role === 'guest';
  const open = useMutation({
    mutationFn: () => api<ConversationView>('/conversations', { method: 'POST', body: { subject } }),
    onSuccess: ({ id }) => router.push(`${under}/${id}`),
    onError: (error) => toast(messageOf(error), { tone: 'failed' }),
  });
  // The answer has to find whoever asks; who bought as a guest is found by the order.
  if (isGuest && subject.type === 'product') {
    return (
      <ButtonLink href={`/sign-in?next=${encodeURIComponent(path)}`} look="outline" icon="message">
        {children}
      </ButtonLink>
    );
  }
  return (
    <Button icon="message" busy={open.isPending} busyText="Opening…" onClick={() => open.mutate()}>
      {children}
    </Button>
  );
}
