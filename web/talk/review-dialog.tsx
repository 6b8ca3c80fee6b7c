'use client';

import { useState, type FormEvent } from 'react';
import { ApiProblem, messageOf } from '@/lib/problem';
import { lacksAccount, useSession } from '@/lib/session';
import type { Picture } from '@/lib/types';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, TextArea } from '@/ui/field';
import { Notice } from '@/ui/notice';
import { PictureUpload } from '@/ui/picture-upload';
import { toast } from '@/ui/toast';
import { PicturesNeedAccount } from './pictures-need-account';
import { useTell } from './queries';
import { StarField } from './stars';
import type { Review, Reviewable } from './types';

interface ReviewDialogProps {
  orderId: string;
  about: Reviewable;
  onClose: () => void;
}

/** Writes what a buyer thinks of something that came, or changes it. */
export function ReviewDialog({ orderId, about, onClose }: ReviewDialogProps) {
  const { review, productId } = about;
  const [stars, setStars] = useState(review?.stars ?? 0);
  const [title, setTitle] = useState(review?.title ?? '');
  const [text, setText] = useState(review?.text ?? '');
  const [pictures, setPictures] = useState<Picture[]>(review?.pictures ?? []);
  const [isMissing, setMissing] = useState(false);
  const isGuest = lacksAccount(useSession());
  const tell = useTell<Review>();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(stars === 0);
    if (stars === 0) return;
    const words = { stars, title, text, pictures: pictures.map(({ id, alt }) => ({ id, alt })) };
    tell.mutate(
      review
        ? { path: `/reviews/${review.id}`, method: 'PUT', body: words, ifMatch: `"${review.version}"` }
        : { path: `/orders/${orderId}/reviews`, body: { ...words, productId } },
      {
        onSuccess: () => {
          toast(review ? 'Your review is changed.' : 'Thank you. Everybody can read it now.');
          onClose();
        },
      },
    );
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={about.title}
      description="Everybody can read it, with your first name. You can change it for 30 days."
    >
      <form onSubmit={submit} noValidate className="space-y-4">
        <StarField
          value={stars}
          onChange={setStars}
          error={isMissing ? 'Choose how many stars it gets.' : undefined}
        />
        <Field
          label="In a few words"
          optional
          maxLength={120}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextArea
          label="What should others know?"
          optional
          rows={5}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {isGuest ? (
          <PicturesNeedAccount />
        ) : (
          <PictureUpload label="Pictures of it" value={pictures} onChange={setPictures} max={4} />
        )}
        {tell.error && (
          <Notice tone="bad">
            <p>
              {tell.error instanceof ApiProblem && tell.error.status === 412
                ? 'You have changed it elsewhere since. Nothing was changed here; close this and open it again.'
                : messageOf(tell.error)}
            </p>
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-3 pt-2">
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" look="flame" busy={tell.isPending} busyText="Sending…">
            {review ? 'Change it' : 'Publish it'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
