import { demoSellers } from './goods/sellers';

export interface DemoAccount {
  id: string;
  email: string;
  password: string;
  name: string;
  role: 'buyer' | 'seller' | 'courier' | 'admin' | 'support';
  sellerId?: string;
}

/** People who can sign in to the demo: a buyer, one for each shop, a courier of the first one, and staff. The passwords are no secret. */
export const demoAccounts: readonly DemoAccount[] = [
  {
    ...{ id: 'demo-buyer-1', email: 'buyer@caravan.example', password: 'caravan-buyer-1' },
    ...{ name: 'Amina Keller', role: 'buyer' },
  },
  {
    ...{ id: 'demo-admin-1', email: 'admin@caravan.example', password: 'caravan-admin-1' },
    ...{ name: 'Noor Haddad', role: 'admin' },
  },
  {
    ...{ id: 'demo-support-1', email: 'support@caravan.example', password: 'caravan-support-1' },
    ...{ name: 'Jonas Weber', role: 'support' },
  },
  ...demoSellers.map(({ id, name }, index): DemoAccount => ({
    ...{
      id: `demo-seller-${index + 1}`,
      email: `${id}@caravan.example`,
      password: `caravan-seller-${index + 1}`,
    },
    ...{ name, role: 'seller', sellerId: id },
  })),
  ...demoSellers.slice(0, 1).map(({ id }): DemoAccount => ({
    ...{ id: 'demo-courier-1', email: 'courier@caravan.example', password: 'caravan-courier-1' },
    ...{ name: 'Tomás Rocha', role: 'courier', sellerId: id },
  })),
];
