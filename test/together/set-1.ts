import { takeIn } from './sets';

takeIn(1);
