import { takeIn } from './sets';

takeIn(3);
