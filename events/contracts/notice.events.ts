import { z } from 'zod';
import { defineEvent } from '../contract';

/** Something new stands in somebody's inbox; what it says stays private. */
export const noticeKept = defineEvent(
  'notices',
  'notice.kept',
  1,
  z.object({ noticeId: z.string(), personId: z.string(), kind: z.string(), urgent: z.boolean() }),
);
