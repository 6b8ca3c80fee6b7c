import * as bath from './bath';
import * as books from './books';
import * as candles from './candles';
import * as ceramics from './ceramics';
import * as garden from './garden';
import * as jewels from './jewels';
import * as knits from './knits';
import * as lamps from './lamps';
import * as leather from './leather';
import type { Setting } from './scene';
import * as spices from './spices';
import * as stationery from './stationery';
import type { Subject } from './subject';
import * as tea from './tea';
import * as textiles from './textiles';
import * as toys from './toys';

/** Everything that can be drawn, by name. */
export const subjects: Readonly<Record<string, Subject>> = {
  ...bath,
  ...books,
  ...candles,
  ...ceramics,
  ...garden,
  ...jewels,
  ...knits,
  ...lamps,
  ...leather,
  ...spices,
  ...stationery,
  ...tea,
  ...textiles,
  ...toys,
};

const HUNG = new Set(['sweater', 'cardigan']);
const LYING = new Set(['folder', 'keyLoop', 'letterSet', 'mittens', 'notebook', 'socks', 'trowel', 'wallet']);

export const settingOf = (subject: string): Setting =>
  HUNG.has(subject) ? 'wall' : LYING.has(subject) ? 'flat' : 'table';

/** How much larger than drawn a thing is shown, so that all fill their pictures about equally. */
const SCALES: Readonly<Record<string, number>> = {
  ...{
    plate: 1,
    pendant: 1,
    rug: 1,
    runner: 1,
    knottedRug: 1,
    sweater: 1.08,
    cardigan: 1.08,
    whale: 1.08,
    van: 1.1,
  },
  ...{
    tallPlanter: 1.06,
    globeLamp: 1.06,
    readingLamp: 1.06,
    satchel: 1.08,
    duffel: 1.1,
    necklace: 1.04,
    drops: 1.08,
  },
  ...{
    bookOpen: 1.06,
    letterSet: 1.25,
    wallet: 1.35,
    notebook: 1.25,
    mittens: 1.12,
    socks: 1.2,
    boat: 1.12,
    pouf: 1.14,
  },
  ...{
    vase: 1.12,
    lantern: 1.12,
    inkBottle: 1.1,
    hare: 1.14,
    blocks: 1.18,
    hoops: 1.14,
    cuff: 1.14,
    soapRope: 1.04,
  },
  ...{
    keyLoop: 1.2,
    folder: 1.2,
    trowel: 1.2,
    tableLamp: 1.16,
    candlestick: 1.12,
    plantPot: 1.14,
    tote: 1.14,
  },
};

export const scaleOf = (subject: string): number => SCALES[subject] ?? 1.24;
