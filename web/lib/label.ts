'use client';

import { toast } from '@/ui/toast';
import { download } from './api';
import { messageOf } from './problem';

/** Gives the label of a parcel, or of a return, to the browser to keep. */
export async function getLabel(deliveryId: string): Promise<void> {
  try {
    await download(`/deliveries/${deliveryId}/label`, `label-${deliveryId}.pdf`);
  } catch (error) {
    toast(messageOf(error), { tone: 'failed' });
  }
}
