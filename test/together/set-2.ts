import { takeIn } from './sets';

takeIn(2);
