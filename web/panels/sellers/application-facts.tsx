'use client';

import { useState, type ReactNode } from 'react';
import { download } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { useFormat } from '@/lib/surroundings';
import { STEP_TITLES, type ApplicationView } from '@/shop/sell/types';
import { Notice } from '@/ui/notice';
import { Fact, Facts, Part } from '../part';

const KINDS = { identity: 'Identity', registration: 'Registration', other: 'Other' } as const;

/** What the applicant gave, as staff check it. */
export function ApplicationFacts({ application }: { application: ApplicationView }) {
  const format = useFormat();
  const { business, tax, payout, profile, missing, decision } = application;
  const address = business && [
    ...[business.address.line1, business.address.line2, business.address.postcode, business.address.city],
    format.country(business.address.country),
  ];
  return (
    <>
      {missing.length > 0 && (
        <Notice title="Still to do">
          <p>{missing.map((step) => STEP_TITLES[step]).join(', ')}</p>
        </Notice>
      )}
      {decision && (
        <Notice
          tone={decision.as === 'approved' ? 'good' : 'bad'}
          title={decision.as === 'approved' ? 'Approved' : 'Refused'}
        >
          {decision.note && <p>{decision.note}</p>}
        </Notice>
      )}
      <Part title="The business">
        <Facts>
          <Given term="Legal name">{business?.legalName}</Given>
          <Given term="Address">{address?.filter(Boolean).join(', ')}</Given>
          <Given term="Register">{business?.registration}</Given>
          <Given term={tax?.kind === 'national' ? 'Tax number' : 'VAT number'}>
            {tax && (tax.number.startsWith(tax.country) ? tax.number : `${tax.country} ${tax.number}`)}
          </Given>
          <Given term="E-mail">
            {application.email.confirmedAt
              ? `${application.email.address}, confirmed`
              : application.email.address}
          </Given>
          <Given term="Bank account">
            {payout &&
              `${payout.holder}, ending in ${payout.last4}, ${payout.confirmedAt ? 'confirmed' : 'not confirmed'}`}
          </Given>
        </Facts>
      </Part>
      <Documents documents={application.documents} />
      <Part title="The shop">
        {profile ? (
          <>
            <p className="font-medium">{profile.name}</p>
            <p>{profile.tagline}</p>
            <p className="mt-2 whitespace-pre-line">{profile.story}</p>
            <p className="mt-2 text-small text-muted">/shops/{profile.slug}</p>
          </>
        ) : (
          <p className="text-muted">Not described yet.</p>
        )}
      </Part>
    </>
  );
}

function Given({ term, children }: { term: string; children: ReactNode }) {
  return <Fact term={term}>{children || <span className="text-muted">not given</span>}</Fact>;
}

function Documents({ documents }: Pick<ApplicationView, 'documents'>) {
  const [failure, setFailure] = useState<string | null>(null);
  const open = async (id: string, name: string) => {
    setFailure(null);
    try {
      await download(`/documents/${id}`, name);
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  return (
    <Part title="Documents">
      {documents.length === 0 && <p className="text-muted">None yet.</p>}
      <ul className="space-y-2">
        {documents.map(({ id, name, kind, size }) => (
          <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <button type="button" className="link min-h-6 break-all" onClick={() => void open(id, name)}>
              {name}
            </button>
            <span className="text-small text-muted">
              {KINDS[kind]}, {Math.ceil(size / 1024)} kB
            </span>
          </li>
        ))}
      </ul>
      {failure && (
        <Notice tone="bad" className="mt-3">
          <p>{failure}</p>
        </Notice>
      )}
    </Part>
  );
}
