import type { Tensor2D } from '@tensorflow/tfjs-core';
import { FEATURES, type Dataset } from './dataset';
import { seededRandom, shuffle } from './random';

/**
 * Two towers: a shopper is the mean of what they turned to, a product what it is to those who look for it. Each
 * product's vector is the sum of its own and those of its category, seller and price band, so one that nobody has seen
 * has a place as well.
 */
export interface Towers {
  dimensions: number;
  /** A product as a piece of somebody's past; one row of `dimensions` a product. */
  past: Float32Array;
  /** A product as something to find. */
  found: Float32Array;
}

export interface TrainingOptions {
  epochs?: number;
  dimensions?: number;
  seed?: number;
  /** Told after each part of an epoch. */
  onProgress?: (progress: TrainingProgress) => void;
  isStopped?: () => boolean;
}

export interface TrainingProgress {
  epoch: number;
  epochs: number;
  /** Mean loss of the last part. */
  loss: number;
}

const BATCH = 128;
/** Pieces of the past that stand for a shopper in one step. */
const PAST = 16;
const LEARNING_RATE = 0.05;
const DECAY = 1e-4;
/** Parts of a batch whose product the shopper knows too are no wrong answers. */
const EXCLUDED = -1e9;
const STEPS_A_REPORT = 20;
/** One step for so many epochs on a small shop would never end; a large one needs fewer. */
const MOST_STEPS = 8000;

/**
 * Trains by in-batch softmax with the correction for popularity: a product that is often there is not wrong for that
 * alone. TensorFlow reckons loss and gradients; only the rows that took part are changed (Adagrad).
 * @throws Error `stopped` when `isStopped` said so
 */
export async function trainTowers(data: Dataset, options: TrainingOptions = {}): Promise<Towers> {
  const { dimensions = 32, seed = 1, onProgress, isStopped } = options;
  const tf = await loadTensorFlow();
  const random = seededRandom(seed);
  const past = tableOf(data.rows, dimensions, random);
  const found = tableOf(data.rows, dimensions, random);
  const pairs = pairsOf(data);
  const order = Int32Array.from({ length: pairs.shoppers.length }, (_, at) => at);
  const stepsAnEpoch = Math.max(1, Math.ceil(order.length / BATCH));
  const epochs = Math.max(1, Math.min(options.epochs ?? 12, Math.floor(MOST_STEPS / stepsAnEpoch)));
  const logShare = logSharesOf(data, pairs.items);
  const sets = data.histories.map((history) => new Set(history));

  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    shuffle(order, random);
    let sum = 0;
    let steps = 0;
    for (let from = 0; from < order.length; from += BATCH) {
      sum += step(order.subarray(from, from + BATCH));
      steps += 1;
      if (steps % STEPS_A_REPORT === 0) {
        // Lets messages in, such as that nobody waits for this any more.
        await new Promise((resolve) => setImmediate(resolve));
        if (isStopped?.()) throw new Error('stopped');
        onProgress?.({ epoch, epochs, loss: sum / steps });
      }
    }
    onProgress?.({ epoch, epochs, loss: sum / Math.max(1, steps) });
  }
  return {
    dimensions,
    past: composed(past.values, data.features, dimensions),
    found: composed(found.values, data.features, dimensions),
  };

  function step(batch: Int32Array): number {
    const size = batch.length;
    const items = Int32Array.from(batch, (pair) => pairs.items[pair] ?? 0);
    const pasts = Array.from(batch, (pair, at) =>
      pastOf(data.histories[pairs.shoppers[pair] ?? 0] ?? EMPTY, items[at] ?? 0, random),
    );
    const shopperVectors = new Float32Array(size * dimensions);
    const itemVectors = new Float32Array(size * dimensions);
    const bias = new Float32Array(size * size);
    for (let at = 0; at < size; at += 1) {
      const pieces = pasts[at] ?? EMPTY;
      for (const piece of pieces) addRows(shopperVectors, at, past.values, piece, 1 / pieces.length);
      addRows(itemVectors, at, found.values, items[at] ?? 0, 1);
      const known = sets[pairs.shoppers[batch[at] ?? 0] ?? 0];
      for (let other = 0; other < size; other += 1) {
        const item = items[other] ?? 0;
        bias[at * size + other] = other !== at && known?.has(item) ? EXCLUDED : -(logShare[item] ?? 0);
      }
    }
    const { loss, ofShoppers, ofItems } = gradientsOf(size, shopperVectors, itemVectors, bias);
    for (let at = 0; at < size; at += 1) {
      const pieces = pasts[at] ?? EMPTY;
      for (const piece of pieces) learn(past, piece, ofShoppers, at, 1 / pieces.length);
      learn(found, items[at] ?? 0, ofItems, at, 1);
    }
    return loss;
  }

  /** The build of TensorFlow.js for Node carries no gradients; that of a softmax is what it said minus what was right. */
  function gradientsOf(size: number, shoppers: Float32Array, items: Float32Array, bias: Float32Array) {
    return tf.tidy(() => {
      const u = tf.tensor2d(shoppers, [size, dimensions]);
      const v = tf.tensor2d(items, [size, dimensions]);
      const logits = tf.add(tf.matMul(u, v, false, true), tf.tensor2d(bias, [size, size]));
      const right = tf.eye(size);
      const loss = tf.mean(tf.sub(tf.logSumExp(logits, 1), tf.sum(tf.mul(logits, right), 1)));
      const wrong = tf.sub(tf.softmax(logits), right) as Tensor2D;
      return {
        loss: loss.dataSync()[0] ?? 0,
        ofShoppers: tf.matMul(wrong, v).dataSync() as Float32Array,
        ofItems: tf.matMul(wrong, u, true, false).dataSync() as Float32Array,
      };
    });
  }

  function addRows(into: Float32Array, at: number, table: Float32Array, item: number, share: number): void {
    for (let feature = 0; feature < FEATURES; feature += 1) {
      const row = (data.features[item * FEATURES + feature] ?? 0) * dimensions;
      for (let d = 0; d < dimensions; d += 1)
        into[at * dimensions + d] = (into[at * dimensions + d] ?? 0) + (table[row + d] ?? 0) * share;
    }
  }

  function learn(table: Table, item: number, gradients: Float32Array, at: number, share: number): void {
    for (let feature = 0; feature < FEATURES; feature += 1) {
      const row = (data.features[item * FEATURES + feature] ?? 0) * dimensions;
      for (let d = 0; d < dimensions; d += 1) {
        const cell = row + d;
        const value = table.values[cell] ?? 0;
        const slope = (gradients[at * dimensions + d] ?? 0) * share + DECAY * value;
        const squares = (table.squares[cell] ?? 0) + slope * slope;
        table.squares[cell] = squares;
        table.values[cell] = value - (LEARNING_RATE * slope) / Math.sqrt(squares + 1e-8);
      }
    }
  }
}

interface Table {
  values: Float32Array;
  /** Sums of squared slopes, by which each step gets smaller. */
  squares: Float32Array;
}

const EMPTY = new Int32Array(0);

/** Loaded where a training runs, and nowhere else: it is large. */
async function loadTensorFlow() {
  const tf = await import('@tensorflow/tfjs-core');
  await import('@tensorflow/tfjs-backend-cpu');
  tf.enableProdMode();
  await tf.setBackend('cpu');
  await tf.ready();
  return tf;
}

function tableOf(rows: number, dimensions: number, random: () => number): Table {
  const values = Float32Array.from({ length: rows * dimensions }, () => (random() - 0.5) * 0.1);
  return { values, squares: new Float32Array(rows * dimensions).fill(0.1) };
}

/** Everything that somebody with a past turned to, as pairs. */
function pairsOf({ histories }: Dataset): { shoppers: Int32Array; items: Int32Array } {
  const shoppers: number[] = [];
  const items: number[] = [];
  histories.forEach((history, shopper) => {
    if (history.length < 2) return;
    for (const item of history) {
      shoppers.push(shopper);
      items.push(item);
    }
  });
  return { shoppers: Int32Array.from(shoppers), items: Int32Array.from(items) };
}

function logSharesOf({ products }: Dataset, items: Int32Array): Float32Array {
  const counts = new Float32Array(products.length);
  for (const item of items) counts[item] = (counts[item] ?? 0) + 1;
  return counts.map((count) => Math.log((count + 1) / (items.length + products.length)));
}

/** Some of what else somebody turned to. */
function pastOf(history: Int32Array, item: number, random: () => number): Int32Array {
  const others = history.filter((each) => each !== item);
  if (others.length <= PAST) return others;
  return Int32Array.from({ length: PAST }, () => others[Math.floor(random() * others.length)] ?? 0);
}

/** The vectors of products, each the sum of its features'. */
function composed(table: Float32Array, features: Int32Array, dimensions: number): Float32Array {
  const products = features.length / FEATURES;
  const vectors = new Float32Array(products * dimensions);
  for (let item = 0; item < products; item += 1)
    for (let feature = 0; feature < FEATURES; feature += 1) {
      const row = (features[item * FEATURES + feature] ?? 0) * dimensions;
      for (let d = 0; d < dimensions; d += 1)
        vectors[item * dimensions + d] = (vectors[item * dimensions + d] ?? 0) + (table[row + d] ?? 0);
    }
  return vectors;
}
