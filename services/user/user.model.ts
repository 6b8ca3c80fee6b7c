import type { Connection } from 'mongoose';
import type { OutboxEntry } from '../../events/contract';
import { outboxFields } from '../../events/outbox';
import { modelOf } from '../platform/documents';
import type { Account, Address, Role, SavedPaymentMethod, User } from './user.schema';

/** An account. Guests have none. */
export interface UserDocument {
  _id: string;
  email: string;
  name: string;
  role: Role;
  sellerId?: string;
  emailVerified: boolean;
  /** Null when nobody can prove to have chosen it: then only a reset by mail gives the account a password. */
  passwordHash: string | null;
  passwordSetAt: number;
  /** Counts up when all sessions must end; a session of an earlier epoch is dead. */
  sessionEpoch: number;
  /** Since when and why nobody gets in. */
  locked?: { at: string; by: string; note: string };
  addresses: (Address & { id: string })[];
  paymentMethods: SavedPaymentMethod[];
  version: number;
  outbox: OutboxEntry[];
  outboxAt?: number;
}

/** A family of refresh tokens, of which only the newest can be exchanged. */
export interface SessionDocument {
  _id: string;
  actorId: string;
  isGuest: boolean;
  epoch: number;
  currentHash: string;
  previousHash: string | null;
  rotatedAt: number;
  revoked: boolean;
  expiresAt: Date;
}

/** The one live code of a purpose and an address, and how many there were in the running window. */
export interface CodeDocument {
  _id: string;
  /** Null once it was used. */
  hash: string | null;
  salt: string;
  tries: number;
  expiresAt: number;
  issued: number;
  windowEndsAt: Date;
}

/** Wrong passwords for an address since the last right one. */
export interface SignInTriesDocument {
  _id: string;
  tries: number;
  expiresAt: Date;
}

/** A courier who has been invited and has not joined yet; forgotten after a month. */
export interface InvitationDocument {
  _id: string;
  sellerId: string;
  shopName: string;
  email: string;
  name: string;
  invitedAt: Date;
}

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;

const addressFields = {
  _id: false,
  id: text,
  name: text,
  line1: text,
  line2: String,
  city: text,
  region: String,
  postcode: text,
  country: text,
  phone: String,
} as const;

const userFields = {
  _id: text,
  email: { ...text, unique: true },
  name: text,
  role: text,
  sellerId: String,
  emailVerified: { type: Boolean, required: true },
  passwordHash: { type: String, default: null },
  passwordSetAt: count,
  sessionEpoch: { ...count, default: 0 },
  locked: Object,
  addresses: { type: [addressFields], default: [] },
  paymentMethods: {
    type: [{ _id: false, id: text, token: text, brand: text, last4: text, expiry: String }],
    default: [],
  },
  ...outboxFields,
};

const sessionFields = {
  _id: text,
  actorId: text,
  isGuest: { type: Boolean, required: true },
  epoch: count,
  currentHash: text,
  previousHash: { type: String, default: null },
  rotatedAt: count,
  revoked: { type: Boolean, required: true, default: false },
  expiresAt: { type: Date, required: true, expires: 0 },
};

const codeFields = {
  _id: text,
  hash: { type: String, default: null },
  salt: text,
  tries: count,
  expiresAt: count,
  issued: count,
  // An hour later, because the last code of a window outlives it.
  windowEndsAt: { type: Date, required: true, expires: 3600 },
};

const signInTriesFields = {
  _id: text,
  tries: count,
  expiresAt: { type: Date, required: true, expires: 0 },
};

const invitationFields = {
  _id: text,
  sellerId: text,
  shopName: text,
  email: text,
  name: text,
  invitedAt: { type: Date, required: true, expires: 30 * 24 * 3600 },
};

/** The collections of this service; nobody else touches them. */
export function userModels(connection: Connection) {
  return {
    users: modelOf<UserDocument>(connection, { name: 'User', collection: 'users', fields: userFields }),
    sessions: modelOf<SessionDocument>(connection, {
      name: 'Session',
      collection: 'sessions',
      fields: sessionFields,
    }),
    codes: modelOf<CodeDocument>(connection, { name: 'Code', collection: 'codes', fields: codeFields }),
    invitations: modelOf<InvitationDocument>(connection, {
      name: 'CourierInvitation',
      collection: 'courier_invitations',
      fields: invitationFields,
      indexes: [[{ sellerId: 1, email: 1 }, { unique: true }]],
    }),
    signInTries: modelOf<SignInTriesDocument>(connection, {
      name: 'SignInTries',
      collection: 'sign_in_tries',
      fields: signInTriesFields,
    }),
  };
}

/** What callers may see of an account: never a hash, nothing that waits to be published. */
export function toUser(document: UserDocument): User {
  const { _id, email, name, role, sellerId, emailVerified, addresses, paymentMethods, version } = document;
  const user = { id: _id, email, name, role, emailVerified, addresses, paymentMethods, version };
  return sellerId === undefined ? user : { ...user, sellerId };
}

/** What admins see of an account. */
export function toAccount(document: UserDocument): Account {
  const { id, email, name, role, sellerId, emailVerified, version } = toUser(document);
  const account = { id, email, name, role, emailVerified, version, locked: document.locked ?? null };
  return sellerId === undefined ? account : { ...account, sellerId };
}
