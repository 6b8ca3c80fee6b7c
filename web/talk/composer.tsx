'use client';

import { useState, type FormEvent, type KeyboardEvent } from 'react';
import { lacksAccount, useSession } from '@/lib/session';
import type { Picture } from '@/lib/types';
import { Button } from '@/ui/button';
import { TextArea } from '@/ui/field';
import { PictureUpload } from '@/ui/picture-upload';
import { PicturesNeedAccount } from './pictures-need-account';

interface ComposerProps {
  /** Whom it goes to. */
  to: string;
  onSend: (text: string, pictures: Picture[]) => void;
  onTyping: () => void;
}

/** Where a message is written. Enter sends, Shift and Enter begins a line; on a phone there is the button. */
export function Composer({ to, onSend, onTyping }: ComposerProps) {
  const [text, setText] = useState('');
  const [pictures, setPictures] = useState<Picture[] | null>(null);
  const isGuest = lacksAccount(useSession());
  const isEmpty = text.trim() === '' && !pictures?.length;

  const send = () => {
    if (isEmpty) return;
    onSend(text.trim(), pictures ?? []);
    setText('');
    setPictures(null);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    if (window.matchMedia('(pointer: coarse)').matches) return;
    event.preventDefault();
    send();
  };

  return (
    <form onSubmit={submit} className="border-t border-line p-3 md:p-4">
      <TextArea
        label={`Write to ${to}`}
        rows={2}
        maxLength={4000}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          if (event.target.value !== '') onTyping();
        }}
        onKeyDown={press}
      />
      {pictures && !isGuest && (
        <div className="mt-3">
          <PictureUpload label="Pictures" value={pictures} onChange={setPictures} max={6} />
        </div>
      )}
      <div className="mt-3 flex flex-wrap justify-between gap-3">
        {isGuest ? (
          <PicturesNeedAccount />
        ) : pictures ? (
          <Button size="small" look="quiet" onClick={() => setPictures(null)}>
            Without pictures
          </Button>
        ) : (
          <Button size="small" look="quiet" icon="plus" onClick={() => setPictures([])}>
            Add pictures
          </Button>
        )}
        <Button type="submit" look="flame" disabled={isEmpty}>
          Send
        </Button>
      </div>
    </form>
  );
}
