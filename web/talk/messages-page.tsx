'use client';

import { useSession } from '@/lib/session';
import { Gate } from '@/panels/gate';
import { PageHead } from '@/panels/money/list';
import { ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { ConversationList } from './conversation-list';
import { Conversation } from './conversation';

/** What a buyer and the shops say to each other. */
export function BuyerMessages() {
  const session = useSession();
  if (session.status === 'anonymous') return <Nothing />;
  return (
    <div className="mx-auto max-w-3xl">
      <h1 className="mb-6 text-head">Messages</h1>
      <ConversationList path="/conversations?limit=30" under="/messages" empty={<Nothing />} />
    </div>
  );
}

function Nothing() {
  return (
    <EmptyState title="No messages yet" action={<ButtonLink href="/">To the market</ButtonLink>}>
      <p>Ask a shop about a thing on its page, or about an order on the page of the order.</p>
    </EmptyState>
  );
}

/** What buyers write to a shop. */
export function SellerMessages() {
  return (
    <Gate roles={['seller']} whom="sellers">
      {({ sellerId }) => (
        <div className="page pt-8 [&>*]:max-w-4xl">
          <PageHead title="Messages">Buyers who ask before they buy, and about their orders.</PageHead>
          <ConversationList
            path={`/sellers/${sellerId ?? ''}/conversations?limit=30`}
            under="/seller/messages"
            empty={
              <EmptyState title="Nobody has written yet">
                <p>What buyers ask comes here, and you see beside “Messages” that something is new.</p>
              </EmptyState>
            }
          />
        </div>
      )}
    </Gate>
  );
}

export function SellerConversation({ id }: { id: string }) {
  return (
    <Gate roles={['seller']} whom="sellers">
      {() => (
        <div className="page pt-6">
          <Conversation id={id} back="/seller/messages" />
        </div>
      )}
    </Gate>
  );
}
