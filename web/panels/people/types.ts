export type { CategoryRecord as CategoryWithVersion } from '../../../services/product/product.schema';
export type { CommissionView } from '../../../services/commission/commission.schema';
export type { Account } from '../../../services/user/user.schema';
