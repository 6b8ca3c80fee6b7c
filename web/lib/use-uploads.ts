'use client';

import { useEffect, useRef, useState } from 'react';
import { newKey } from './api';
import { messageOf } from './problem';
import { uploadPicture, type PictureSource, type PictureWishes } from './upload';
import type { Picture } from './types';

/** A picture on its way to us. */
export interface Upload {
  key: string;
  name: string;
  /** How much has gone out, from 0 to 1. */
  share: number;
  /** Why it did not work. */
  error?: string;
  source: PictureSource;
}

/** More at once would only make each of them slower. */
const AT_ONCE = 2;

/**
 * Uploads of pictures, with their progress; each picture that is stored is given to `onStored`. What is under way when
 * the page is left is called off.
 */
export function useUploads(onStored: (picture: Picture) => void) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const under = useRef(new Map<string, AbortController>());
  const queue = useRef<(() => Promise<void>)[]>([]);
  const working = useRef(0);
  const stored = useRef(onStored);
  useEffect(() => {
    stored.current = onStored;
  });
  useEffect(() => {
    const all = under.current;
    return () => all.forEach((each) => each.abort());
  }, []);

  const change = (key: string, changes: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...changes } : one)));
  const forget = (key: string) => setUploads((all) => all.filter((one) => one.key !== key));

  async function workOff(): Promise<void> {
    if (working.current >= AT_ONCE) return;
    working.current += 1;
    for (let job = queue.current.shift(); job; job = queue.current.shift()) await job();
    working.current -= 1;
  }

  async function run(key: string, source: PictureSource, wishes: PictureWishes): Promise<void> {
    const controller = under.current.get(key);
    if (!controller || controller.signal.aborted) return;
    try {
      const onProgress = (share: number) => change(key, { share });
      const picture = await uploadPicture(source, { ...wishes, signal: controller.signal, onProgress });
      forget(key);
      stored.current(picture);
    } catch (error) {
      if (!controller.signal.aborted) change(key, { error: messageOf(error) });
    } finally {
      under.current.delete(key);
    }
  }

  return {
    uploads,
    start(sources: readonly PictureSource[], wishes: PictureWishes) {
      const added = sources.map((source) => ({
        ...{ key: newKey(), share: 0, source },
        name: source instanceof File ? source.name : source.url,
      }));
      setUploads((all) => [...all, ...added]);
      for (const { key, source } of added) {
        under.current.set(key, new AbortController());
        queue.current.push(() => run(key, source, wishes));
        void workOff();
      }
    },
    /** Calls one off, or takes one that failed off the list. */
    drop(key: string) {
      under.current.get(key)?.abort();
      under.current.delete(key);
      forget(key);
    },
  };
}
