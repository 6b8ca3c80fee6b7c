export { checkout } from './checkout.workflow';
export { delivery } from './delivery.workflow';
export { order } from './order.workflow';
export { payment } from './payment.workflow';
export { refund } from './refund.workflow';
