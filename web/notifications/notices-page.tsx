'use client';

import { Gate } from '@/panels/gate';
import { PageHead } from '@/panels/money/list';
import type { Role } from '@/lib/types';
import { Card } from '@/ui/card';
import { NoticeList } from './notice-list';
import { PreferencesForm } from './preferences-form';
import { PushSwitch } from './push-switch';

const EVERYBODY: readonly Role[] = ['buyer', 'seller', 'courier', 'admin', 'support'];

/** What somebody was told, and how they want to be told; the same for buyers, sellers, couriers and staff. */
export function NoticesPage({ roles = EVERYBODY, whom }: { roles?: readonly Role[]; whom: string }) {
  return (
    <Gate roles={roles} whom={whom}>
      {() => (
        <div className="page pt-8 [&>*]:max-w-3xl">
          <PageHead title="Notices">What happened to what is yours, newest first.</PageHead>
          <div>
            <NoticeList />
          </div>
          <section aria-labelledby="how" className="mt-12 space-y-6">
            <h2 id="how" className="text-title">
              How you are told
            </h2>
            <Card>
              <PushSwitch />
            </Card>
            <PreferencesForm />
          </section>
        </div>
      )}
    </Gate>
  );
}
