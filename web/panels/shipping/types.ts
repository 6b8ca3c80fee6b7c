export type {
  ShippingService,
  ShippingTable,
  ShippingZone,
} from '../../../services/pricing/shipping-table.schema';
