'use client';

import { useId, useRef, useState } from 'react';
import { download, newKey } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { usePublicConfig, useFormat } from '@/lib/surroundings';
import { uploadTable } from '@/lib/upload-table';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { Gate } from '../gate';
import { List, PageHead } from '../money/list';
import { useList, useRenewMoney } from '../money/queries';
import { Part } from '../part';
import { SELLERS } from '../types';
import { ImportRow } from './import-row';
import type { ImportView } from './types';

/** Goods as a table: given as a file, read row by row, with a report. */
export function SellerImport() {
  return (
    <Gate roles={SELLERS} whom="sellers">
      {(actor) => actor.sellerId && <Imports sellerId={actor.sellerId} />}
    </Gate>
  );
}

function Imports({ sellerId }: { sellerId: string }) {
  const imports = useList<ImportView>('/imports', {}, 2000);
  return (
    <div className="page pt-8 [&>*]:max-w-4xl">
      <PageHead title="Import">
        Many products at once, from a table. Each row is done whole or not at all.
      </PageHead>
      <div className="space-y-8">
        <Give sellerId={sellerId} />
        <List
          title="Your imports"
          query={imports}
          keyOf={({ id }) => id}
          empty={
            <EmptyState title="No imports yet">
              <p>What came of each file stands here, row by row.</p>
            </EmptyState>
          }
        >
          {(given) => <ImportRow given={given} />}
        </List>
      </div>
    </div>
  );
}

/** Choosing a file sends it off. */
function Give({ sellerId }: { sellerId: string }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { apiUrl } = usePublicConfig();
  const format = useFormat();
  const renew = useRenewMoney();
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const give = async (file: File) => {
    setProblem(null);
    setShare(0);
    try {
      await uploadTable(apiUrl, file, { key: newKey(), onProgress: setShare });
      toast('The file is here and is being read.');
      renew();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setShare(null);
      if (input.current) input.current.value = '';
    }
  };

  return (
    <Part title="Give a table">
      <p id={`${id}-hint`} className="max-w-prose text-muted">
        A CSV file in UTF-8 with the columns of an export. Rows whose SKU you have change it, others add it;
        an empty cell leaves what is there. Units in <span className="figures">receive</span> are added to
        your stock.
      </p>
      <div className="mt-4 flex flex-wrap gap-3">
        <input
          ref={input}
          id={id}
          type="file"
          accept=".csv,text/csv"
          aria-describedby={`${id}-hint`}
          className="sr-only"
          tabIndex={-1}
          aria-label="Table to import"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void give(file);
          }}
        />
        <Button
          look="flame"
          busy={share !== null}
          busyText={`Sending… ${format.count(Math.round((share ?? 0) * 100))} %`}
          onClick={() => input.current?.click()}
        >
          Choose a file…
        </Button>
        <Button
          onClick={() =>
            void download(`/sellers/${sellerId}/catalogue.csv`, 'catalogue.csv').catch((error: unknown) =>
              toast(messageOf(error), { tone: 'failed' }),
            )
          }
        >
          Take an export to start from
        </Button>
      </div>
      {problem && (
        <Notice tone="bad" className="mt-4">
          <p>{problem}</p>
        </Notice>
      )}
    </Part>
  );
}
