import * as bath from './bath';
import * as ceramics from './ceramics';
import * as garden from './garden';
import * as jewels from './jewels';
import * as knits from './knits';
import * as lamps from './lamps';
import * as leather from './leather';
import * as pantry from './pantry';
import * as paper from './paper';
import type { Subject } from './subject';
import * as textiles from './textiles';
import * as toys from './toys';

/** Everything that can be drawn, by name. */
export const subjects: Readonly<Record<string, Subject>> = {
  ...ceramics,
  ...lamps,
  ...textiles,
  ...pantry,
  ...bath,
  ...leather,
  ...paper,
  ...knits,
  ...toys,
  ...jewels,
  ...garden,
};
