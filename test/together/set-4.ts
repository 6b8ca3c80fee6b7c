import { takeIn } from './sets';

takeIn(4);
