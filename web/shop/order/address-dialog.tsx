'use client';

import { useForm } from 'react-hook-form';
import { addressOf, emptyAddress, type AddressForm } from '@/lib/address';
import { useOrderAct } from '@/lib/order-acts';
import { messageOf } from '@/lib/problem';
import { useFormat } from '@/lib/surroundings';
import type { OrderView } from '@/lib/types';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';
import { toast } from '@/ui/toast';
import { AddressFields } from '../address-fields';

/** Sends an order somewhere else, while nothing of it is packed. */
export function AddressDialog({ order, onClose }: { order: OrderView; onClose: () => void }) {
  const format = useFormat();
  const changing = useOrderAct(order.id);
  const { country } = order.shippingAddress;
  const { register, control, handleSubmit } = useForm<AddressForm>({
    mode: 'onTouched',
    defaultValues: { ...emptyAddress(country), ...order.shippingAddress },
  });
  const change = (form: AddressForm) =>
    changing.mutate(
      { method: 'PUT', path: '/shipping-address', body: addressOf(form) },
      {
        onSuccess: () => {
          toast(`${order.sellerName} sends it there.`);
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Send it somewhere else"
      description={`Within ${format.country(country)}, so that the price stays. For another country, cancel and order anew.`}
    >
      <form noValidate className="space-y-5" onSubmit={(event) => void handleSubmit(change)(event)}>
        <AddressFields register={register} control={control} />
        {changing.error && <Notice tone="bad">{messageOf(changing.error)}</Notice>}
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={onClose}>Leave it</Button>
          <Button type="submit" look="flame" busy={changing.isPending} busyText="Changing…">
            Send it there
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
