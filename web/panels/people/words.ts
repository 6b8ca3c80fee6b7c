import type { Role } from '@/lib/types';
import type { Tone } from '@/ui/chip';

/** What a person is in the market, and what that lets them do. */
export const ROLES: Record<Exclude<Role, 'guest'>, { label: string; tone: Tone; may: string }> = {
  buyer: { label: 'Buyer', tone: 'plain', may: 'buys' },
  seller: { label: 'Seller', tone: 'dusk', may: 'works for a shop: its orders, goods and money' },
  courier: { label: 'Courier', tone: 'oasis', may: "brings a shop's parcels" },
  support: { label: 'Support', tone: 'amber', may: 'helps buyers and sellers, and sees all orders' },
  admin: { label: 'Admin', tone: 'flame', may: 'does all that, and decides about people and rates' },
};
