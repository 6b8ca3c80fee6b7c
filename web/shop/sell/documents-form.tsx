'use client';

import { useState } from 'react';
import { messageOf } from '@/lib/problem';
import { uploadDocument } from '@/lib/upload';
import { IconButton } from '@/ui/button';
import { Select } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { SendForm, type FormProps } from './send-form';

const KINDS = [
  ['identity', 'Shows who I am'],
  ['registration', 'Shows that the business is registered'],
  ['other', 'Something else'],
] as const;

type Kept = FormProps['application']['documents'][number];

/** Papers that nobody but the applicant and staff sees. */
export function DocumentsForm({ application, onDone }: FormProps) {
  const [documents, setDocuments] = useState<Kept[]>(application.documents);
  const [share, setShare] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  async function add(file: File | undefined) {
    if (!file) return;
    setFailure(null);
    setShare(0);
    try {
      const { id, name, type, size } = await uploadDocument(file, { onProgress: setShare });
      const kind = documents.some((one) => one.kind === 'identity') ? 'other' : 'identity';
      setDocuments((all) => [...all, { id, kind, name, type, size }]);
    } catch (error) {
      setFailure(messageOf(error));
    } finally {
      setShare(null);
    }
  }

  return (
    <SendForm
      path="documents"
      missing="Add a passport or identity card first."
      body={() =>
        documents.length === 0 ? null : { documents: documents.map(({ id, kind }) => ({ id, kind })) }
      }
      onDone={onDone}
    >
      {() => (
        <>
          <p>
            A passport or identity card, and the paper of your register if there is one. Nobody but you and
            the people of Caravan sees them.
          </p>
          <ul className="space-y-3">
            {documents.map((document) => (
              <li key={document.id} className="flex items-end gap-3 rounded-card border border-line p-3">
                <div className="min-w-0 grow">
                  <p className="truncate font-medium">{document.name}</p>
                  <Select
                    label="What it is"
                    value={document.kind}
                    className="mt-2"
                    onChange={({ target }) =>
                      setDocuments((all) =>
                        all.map((one) =>
                          one.id === document.id ? { ...one, kind: target.value as Kept['kind'] } : one,
                        ),
                      )
                    }
                  >
                    {KINDS.map(([value, label]) => (
                      <option key={value} value={value}>
                        {label}
                      </option>
                    ))}
                  </Select>
                </div>
                <IconButton
                  icon="cross"
                  label={`Take ${document.name} out`}
                  onClick={() => setDocuments((all) => all.filter(({ id }) => id !== document.id))}
                />
              </li>
            ))}
          </ul>
          <label className="inline-flex min-h-11 cursor-pointer items-center rounded-chip border border-edge px-5 font-medium hover:border-ink has-focus-visible:outline-2">
            {share === null ? 'Add a document' : `Sending, ${Math.round(share * 100)} %`}
            <input
              type="file"
              accept="application/pdf,image/jpeg,image/png"
              className="sr-only"
              disabled={share !== null}
              onChange={({ target }) => {
                void add(target.files?.[0]);
                target.value = '';
              }}
            />
          </label>
          <p className="text-small text-muted">PDF, JPEG or PNG, up to 10 MB each.</p>
          {failure && (
            <Notice tone="bad">
              <p>{failure}</p>
            </Notice>
          )}
        </>
      )}
    </SendForm>
  );
}
