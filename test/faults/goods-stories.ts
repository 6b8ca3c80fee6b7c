import { newId } from '../../services/platform/ids';
import { workflowIds } from '../../temporal/ids';
import { merchantOf } from '../shopper/merchant';
import { cutShort, isRefused, press, seen } from './pressing';
import type { Story } from './stage';

const HEADER = 'handle,title,category,status,sku,price,receive\n';

/** Stories of sellers and their goods. */
export const goodsStories: readonly Story[] = [
  {
    name: 'a file of goods, read row by row',
    async tell(stage) {
      const [stall] = stage.stalls;
      if (!stall) return;
      const seller = merchantOf(stage.world.shop, await stage.seller(stall.sellerId));
      const mark = newId().slice(-8).toUpperCase();
      const row = (n: number) => `tea-${mark}-${n},Tea,test,active,F-${mark}-${n},4.50,2\n`;
      const text = HEADER + [0, 1, 2, 3, 4, 5].map(row).join('') + `bad,Bad,test,active,F-${mark}-X,free,2\n`;
      const given = await press('give a file', (key) => seller.giveFile(text, key));
      if (isRefused(given)) return;
      stage.about(given.id);
      const over = await seen(
        `the file to be read (${workflowIds.catalogueImport(given.id)})`,
        () => seller.import(given.id),
        ({ status }) => status === 'done' || status === 'failed',
        ({ status }) => status,
      );
      if (over.status !== 'done') return cutShort(`import ${given.id} is ${over.status}`);
      stage.log.acknowledged(`import ${given.id} brought six SKUs, two of each`, async ({ inventory }) => {
        const skus = [0, 1, 2, 3, 4, 5].map((n) => `F-${mark}-${n}`);
        const counts = await inventory.availability([...skus, `F-${mark}-X`]);
        return over.applied === 6 && over.refused === 1 && skus.every((sku) => counts[sku] === 2);
      });
    },
  },
];
