'use client';

import { useQuery } from '@tanstack/react-query';
import { useId, useRef, useState, type ClipboardEvent, type DragEvent, type ReactNode } from 'react';
import { api } from '@/lib/api';
import { useUploads } from '@/lib/use-uploads';
import type { Enhancement, PictureOptions } from '../../services/media/media.schema';
import type { PictureSource } from '@/lib/upload';
import type { Picture } from '@/lib/types';
import { Button } from './button';
import { classes } from './classes';
import { Checkbox, Field } from './field';
import { PictureTiles } from './picture-tiles';

interface PictureUploadProps {
  /** What the pictures are of: 'Pictures of the product'. */
  label: string;
  hint?: ReactNode;
  value: readonly Picture[];
  /** Told the whole list anew: in the order in which it is to be shown, with its words. */
  onChange: (pictures: Picture[]) => void;
  /** How many there may be. */
  max?: number;
  /** Cuts what is uploaded to the shape of our cards. */
  crop?: '4:5';
  error?: string;
}

const TYPES = 'image/jpeg,image/png,image/webp,image/avif,image/gif';

const ENHANCEMENT_WORDS: Record<Enhancement, string> = {
  retouch: 'Make it clearer',
  background: 'Take the background away',
  upscale: 'Make it larger',
};

/**
 * Pictures of something: chosen, dropped, pasted or named by their address; with words for those who cannot see them,
 * in an order that can be changed without a mouse. What is uploaded is the person's, and is named in a form by its id.
 */
export function PictureUpload({ label, hint, value, onChange, max = 8, crop, error }: PictureUploadProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [address, setAddress] = useState<string | null>(null);
  const [enhance, setEnhance] = useState<Enhancement[]>([]);
  const [said, setSaid] = useState('');
  const offered = useEnhancements();
  const latest = useRef(value);
  latest.current = value;

  const give = (pictures: Picture[]) => {
    // Two that arrive within one turn must both stay.
    latest.current = pictures;
    onChange(pictures);
  };
  const { uploads, start, drop } = useUploads((picture) => {
    give([...latest.current, picture]);
    setSaid(`Uploaded. ${latest.current.length} of at most ${max}.`);
  });
  const room = max - value.length - uploads.filter((one) => one.error === undefined).length;

  const take = (sources: readonly PictureSource[]) => {
    if (sources.length > room) setSaid(`There is room for ${room} more; the others were not taken.`);
    start(sources.slice(0, Math.max(0, room)), { crop, enhance });
  };
  const takeFiles = (files: FileList | null) => take([...(files ?? [])]);

  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    takeFiles(event.dataTransfer.files);
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    takeFiles(event.clipboardData.files);
  };
  const addAddress = () => {
    const url = address?.trim() ?? '';
    if (!/^https?:\/\/\S+$/.test(url)) return setSaid('Give an address that begins with https://');
    take([{ url }]);
    setAddress(null);
  };

  return (
    <div role="group" aria-labelledby={`${id}-label`} onPaste={onPaste}>
      <p id={`${id}-label`} className="mb-1.5 font-medium">
        {label}
      </p>
      <PictureTiles pictures={value} uploads={uploads} onChange={give} onDrop={drop} onSay={setSaid} />
      {room > 0 && (
        <div
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={onDrop}
          className={classes(
            'rounded-card border border-dashed p-4 text-center',
            over ? 'border-flame bg-flame-soft' : 'border-edge bg-surface',
          )}
        >
          <div className="flex flex-wrap items-center justify-center gap-2">
            <Button icon="plus" onClick={() => input.current?.click()}>
              Choose pictures
            </Button>
            <Button look="quiet" onClick={() => setAddress(address === null ? '' : null)}>
              {address === null ? 'Use an address' : 'Never mind'}
            </Button>
          </div>
          <p className="mt-2 text-small text-muted">
            {hint ??
              `Or drop or paste them here: JPEG, PNG, WebP, AVIF or GIF, at most 10 MB each, ${max} in all.`}
          </p>
          <input
            ref={input}
            type="file"
            accept={TYPES}
            multiple
            hidden
            aria-label={label}
            onChange={(event) => {
              takeFiles(event.target.files);
              // The same file may be chosen again.
              event.target.value = '';
            }}
          />
          {address !== null && (
            <div className="mt-3 flex flex-wrap items-end gap-2 text-left">
              <Field
                className="min-w-0 grow basis-52"
                label="Address of a picture"
                type="url"
                inputMode="url"
                placeholder="https://"
                value={address}
                onChange={(event) => setAddress(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter') return;
                  event.preventDefault();
                  addAddress();
                }}
              />
              <Button onClick={addAddress}>Add</Button>
            </div>
          )}
          {offered.length > 0 && (
            <fieldset className="mt-3 text-left">
              <legend className="text-small text-muted">For what is uploaded next</legend>
              {offered.map((one) => (
                <Checkbox
                  key={one}
                  label={ENHANCEMENT_WORDS[one]}
                  checked={enhance.includes(one)}
                  onChange={({ target }) =>
                    setEnhance(target.checked ? [...enhance, one] : enhance.filter((each) => each !== one))
                  }
                />
              ))}
            </fieldset>
          )}
        </div>
      )}
      {error && <p className="mt-1.5 text-small font-medium text-alarm">{error}</p>}
      <p role="status" className={classes('text-small text-muted', said && 'mt-1.5')}>
        {said}
      </p>
    </div>
  );
}

/** What the shop can do to pictures; nothing while that is not known. */
function useEnhancements(): readonly Enhancement[] {
  const { data } = useQuery({
    queryKey: ['picture-options'],
    queryFn: () => api<PictureOptions>('/picture-options', { as: 'none' }),
    staleTime: Infinity,
  });
  return data?.enhancements ?? [];
}
