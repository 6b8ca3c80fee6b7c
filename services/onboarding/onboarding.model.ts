import type { Connection, Model } from 'mongoose';
import { modelOf } from '../platform/documents';
import { outboxModel, type Stored } from '../platform/guarded';
import type { Application, Step } from './onboarding.schema';

/** `lastDraft` is the draft that was taken last. */
export type ApplicationRecord = Stored<Application> & { lastDraft?: string };

/** What an applicant sent, until the workflow has had it taken; it expires by itself after a day. */
export interface DraftDocument {
  _id: string;
  sellerId: string;
  step: Step;
  content: object;
  expiresAt: Date;
}

const fields = {
  status: { type: String, required: true },
  email: Object,
  business: Object,
  tax: Object,
  documents: [Object],
  payout: Object,
  profile: Object,
  questions: [Object],
  decision: Object,
  startedAt: String,
  heardAt: String,
  submittedAt: String,
  reminders: Number,
  timeline: [Object],
  lastDraft: { type: String, index: true, sparse: true },
};

export function applicationModel(connection: Connection): Model<ApplicationRecord> {
  return outboxModel<ApplicationRecord>(connection, 'Application', 'applications', fields, [
    { status: 1, heardAt: -1, _id: -1 },
    { heardAt: -1, _id: -1 },
  ]);
}

export function draftModel(connection: Connection): Model<DraftDocument> {
  return modelOf<DraftDocument>(connection, {
    name: 'ApplicationDraft',
    collection: 'drafts',
    fields: {
      _id: { type: String, required: true },
      sellerId: { type: String, required: true },
      step: { type: String, required: true },
      content: { type: Object, required: true },
      expiresAt: { type: Date, required: true, expires: 0 },
    },
  });
}
