import { randomUUID } from 'node:crypto';
import { testConfig } from '../../test/servers';
import { connectDatabases } from '../platform/mongo';
import { systemClock } from '../platform/clock';
import { stockCollection, type StockDocument } from './inventory.model';
import { createInventoryService } from './inventory.service';

export const LATER = '2099-01-01T00:00:00.000Z';

/** The inventory on a real database, with SKUs that nobody else uses. */
export async function startInventory() {
  const databases = await connectDatabases(testConfig());
  const connection = databases.of('inventory');
  const inventory = createInventoryService({ connection, clock: systemClock });
  await inventory.ready();
  const { stocks } = stockCollection(connection);
  const mark = randomUUID().slice(0, 8).toUpperCase();
  let made = 0;
  return {
    inventory,
    stocks,
    /** A SKU with so many units, one number a warehouse. */
    async goods(...units: number[]): Promise<string> {
      made += 1;
      const sku = `T${mark}-${made}`;
      for (const [index, quantity] of units.entries())
        await inventory.receiveStock({
          key: 'first',
          sku,
          sellerId: 'shop',
          warehouseId: `w${index + 1}`,
          quantity,
        });
      return sku;
    },
    read: (sku: string): Promise<StockDocument[]> => stocks.find({ sku }).sort({ _id: 1 }).toArray(),
    close: () => databases.close(),
  };
}

/** What must be true of a stock record at any moment. */
export function expectSound(record: StockDocument): void {
  const { available, reserved, sold, received, holds } = record;
  expect(Math.min(available, reserved, sold)).toBeGreaterThanOrEqual(0);
  expect(available + reserved + sold).toBe(received);
  expect(holds.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(reserved);
  expect(new Set(holds.map(({ key }) => key)).size).toBe(holds.length);
  expect(record.outbox.length).toBeLessThanOrEqual(record.version);
}
