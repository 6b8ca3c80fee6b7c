/** `npm run test:faults` runs everything, `npm test` a selection; `--seed=n` replays what a run of that seed did. */
export const runsAll = process.env.CARAVAN_FAULTS === 'all';
export const seed = Number(process.env.CARAVAN_SEED ?? 1);
/** Said with every failure. */
export const replay = `npm run test:faults -- --seed=${seed}`;
/** Of the matrix only the cases whose name holds one of these, such as `capturePart killed,endImport`. */
export const wanted = (process.env.CARAVAN_CASES ?? '').split(',').filter((part) => part !== '');
