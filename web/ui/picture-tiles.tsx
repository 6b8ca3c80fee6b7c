'use client';

import type { Upload } from '@/lib/use-uploads';
import type { Picture as PictureType } from '@/lib/types';
import { IconButton } from './button';
import { Field } from './field';
import { Picture } from './picture';

interface PictureTilesProps {
  pictures: readonly PictureType[];
  uploads: readonly Upload[];
  onChange: (pictures: PictureType[]) => void;
  /** Calls an upload off, or forgets one that failed. */
  onDrop: (key: string) => void;
  /** Has something read out. */
  onSay: (text: string) => void;
}

/** The pictures there are, to be put into words and in order, and those on their way. */
export function PictureTiles({ pictures, uploads, onChange, onDrop, onSay }: PictureTilesProps) {
  if (pictures.length + uploads.length === 0) return null;

  const move = (from: number, to: number) => {
    const moved = pictures[from];
    if (!moved || to < 0 || to >= pictures.length) return;
    onChange(pictures.toSpliced(from, 1).toSpliced(to, 0, moved));
    onSay(`Moved to place ${to + 1} of ${pictures.length}.`);
  };
  const remove = (at: number) => {
    onChange(pictures.toSpliced(at, 1));
    onSay(`Removed. ${pictures.length - 1} left.`);
  };
  const describe = (at: number, alt: string) =>
    onChange(pictures.map((one, index) => (index === at ? { ...one, alt } : one)));

  return (
    <ul className="mb-3 grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
      {pictures.map((picture, at) => (
        <li key={picture.id} className="rounded-card border border-line bg-surface p-2">
          <Picture picture={picture} sizes="200px" className="rounded-small" />
          <div className="mt-1 flex items-center justify-between">
            <IconButton
              icon="left"
              label={`Move picture ${at + 1} forward`}
              disabled={at === 0}
              onClick={() => move(at, at - 1)}
            />
            <span className="figures text-small text-muted">{at === 0 ? 'First' : at + 1}</span>
            <IconButton
              icon="right"
              label={`Move picture ${at + 1} back`}
              disabled={at === pictures.length - 1}
              onClick={() => move(at, at + 1)}
            />
            <IconButton icon="cross" label={`Remove picture ${at + 1}`} onClick={() => remove(at)} />
          </div>
          <Field
            className="mt-1"
            label="In words"
            placeholder="What is to be seen"
            maxLength={300}
            value={picture.alt}
            onChange={(event) => describe(at, event.target.value)}
          />
        </li>
      ))}
      {uploads.map((upload) => (
        <Coming key={upload.key} upload={upload} onDrop={() => onDrop(upload.key)} />
      ))}
    </ul>
  );
}

/** A picture on its way: how far it is, or why it did not come. */
function Coming({ upload: { name, share, error }, onDrop }: { upload: Upload; onDrop: () => void }) {
  const percent = Math.round(share * 100);
  return (
    <li className="flex flex-col rounded-card border border-line bg-surface p-2">
      <div className="flex aspect-4/5 w-full flex-col justify-end gap-2 overflow-hidden rounded-small bg-sunk p-3">
        {error ? (
          <p role="alert" className="text-small font-medium text-alarm">
            {error}
          </p>
        ) : (
          <div
            role="progressbar"
            aria-label={`Uploading ${name}`}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={percent}
            className="h-2 overflow-hidden rounded-chip bg-line"
          >
            <div className="h-full bg-oasis transition-[width]" style={{ width: `${percent}%` }} />
          </div>
        )}
      </div>
      <div className="mt-1 flex items-center justify-between gap-2">
        <span className="truncate text-small text-muted">{error ? name : percentWords(percent)}</span>
        <IconButton icon="cross" label={error ? `Forget ${name}` : `Call off ${name}`} onClick={onDrop} />
      </div>
    </li>
  );
}

const percentWords = (percent: number) => (percent < 100 ? `${percent} %` : 'Being prepared');
