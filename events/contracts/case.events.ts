import { z } from 'zod';
import { defineEvent } from '../contract';

const facts = z.object({
  caseId: z.string(),
  kind: z.string(),
  severity: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
});

/** Machines found something that people have to decide; again when it was closed before. */
export const caseOpened = defineEvent('cases', 'case.opened', 1, facts);
export const caseResolved = defineEvent('cases', 'case.resolved', 1, facts.extend({ outcome: z.string() }));
