import type { ProviderPayoutAccount } from '../../services/payout/payout-provider.port';
import { readyAccount } from '../simulators/payment-provider/payout.state';
import { demoSellers } from './goods/sellers';

/** Shops whose bank shows what goes wrong in life; all others are simply paid. */
const TROUBLE: Readonly<Record<string, string>> = { harrow: 'ba_returns', groenhof: 'ba_unverified' };

/** Where the demo shops are paid: test accounts that the provider knows without being asked for them first. */
export const demoPayoutAccounts: readonly (ProviderPayoutAccount & { holder: string })[] = demoSellers.map(
  ({ id, name }) => {
    const account = readyAccount(`acct_${TROUBLE[id] ?? 'ba_ok'}_${id}`);
    if (!account) throw new Error(`${id}: the provider has no such test account`);
    const { behaviour: _behaviour, ...known } = account;
    return { ...known, holder: name };
  },
);
