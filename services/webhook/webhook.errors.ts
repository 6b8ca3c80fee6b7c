import { DomainError } from '../platform/errors';

export const addressRefused = () =>
  new DomainError(
    'invalid',
    'address-refused',
    'We do not send to this address. Nothing was changed; give an https address that everybody can reach.',
  );

export const tooManyEndpoints = (most: number) =>
  new DomainError(
    'conflict',
    'too-many-endpoints',
    `There are ${most} receivers already. Nothing was added; remove one that you no longer need.`,
  );

export const endpointOff = () =>
  new DomainError(
    'conflict',
    'endpoint-disabled',
    'This receiver is switched off, so nothing was sent. Switch it on first.',
  );

/** Enough is under way to this receiver, or at all; the try comes a moment later. */
export const busy = () =>
  new DomainError(
    'unavailable',
    'webhooks-busy',
    'Many webhooks are under way. This one is sent in a moment.',
  );
