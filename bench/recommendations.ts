import { splitAt } from '../services/recommendation/learning/dataset';
import {
  difference,
  type Estimate,
  judge,
  type Judged,
  scoreOf,
} from '../services/recommendation/learning/evaluation';
import { byCompany, byModel, byPopularity, type Ranking } from '../services/recommendation/learning/rankings';
import { trainTowers } from '../services/recommendation/learning/towers';
import { completeJourney } from './complete-journey';
import { plantedMarket, type Market } from './planted';

export interface RecommendationFigures {
  data: string;
  shoppers: number;
  products: number;
  pairs: number;
  judged: number;
  trainedMs: number;
  peakMb: number;
  scores: Record<'popularity' | 'company' | 'model', { recall: Estimate; ndcg: Estimate; judgeMs: number }>;
  /** By how much the model is better than the better of the others, NDCG@10. */
  lead: Estimate;
}

/** Judges the model against popularity and co-occurrence, on public data where it can be had and on generated data. */
export async function measureRecommendations(
  say: (line: string) => void,
  quick: boolean,
): Promise<RecommendationFigures[]> {
  const markets: Market[] = [quick ? plantedMarket({ shoppers: 800, products: 600 }) : plantedMarket()];
  if (!quick)
    try {
      markets.push(await completeJourney());
    } catch (error) {
      say(`The public data could not be had, so only the generated are judged: ${String(error)}`);
    }
  const figures: RecommendationFigures[] = [];
  for (const market of markets) {
    const judged = await measure(market, say);
    say(`\n${reportOf(judged)}\n`);
    figures.push(judged);
  }
  return figures;
}

async function measure(market: Market, say: (line: string) => void): Promise<RecommendationFigures> {
  const { train, heldOut } = splitAt(market.products, market.interactions, market.splitMs);
  say(`${market.name}: ${train.histories.length} shoppers, ${market.products.length} products`);
  const startedMs = Date.now();
  let told = 0;
  const towers = await trainTowers(train, {
    onProgress: ({ epoch, epochs, loss }) => {
      if (epoch === told) return;
      told = epoch;
      say(`  epoch ${epoch} of ${epochs}, loss ${loss.toFixed(3)}`);
    },
  });
  const trainedMs = Date.now() - startedMs;
  const judged = (ranking: Ranking): { judged: Judged; judgeMs: number } => {
    const fromMs = Date.now();
    return { judged: judge(ranking, heldOut), judgeMs: Date.now() - fromMs };
  };
  const all = {
    popularity: judged(byPopularity(train)),
    company: judged(byCompany(train)),
    model: judged(byModel(towers)),
  };
  const shown = ({ judged: one, judgeMs }: (typeof all)['model']) => ({ ...scoreOf(one), judgeMs });
  const scores = {
    popularity: shown(all.popularity),
    company: shown(all.company),
    model: shown(all.model),
  };
  const rival = scores.company.ndcg.mean >= scores.popularity.ndcg.mean ? all.company : all.popularity;
  return {
    ...{ data: market.name, shoppers: train.histories.length, products: market.products.length },
    pairs: train.histories.reduce((sum, history) => sum + history.length, 0),
    judged: all.model.judged.ndcgs.length,
    ...{ trainedMs, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) },
    scores,
    lead: difference(all.model.judged, rival.judged),
  };
}

/** The figures as the document of recommendations has them. */
function reportOf(figures: RecommendationFigures): string {
  const { data, shoppers, products, pairs, judged, trainedMs, peakMb, scores, lead } = figures;
  return [
    `${data}: ${shoppers} shoppers, ${products} products, ${pairs} pairs; ${judged} shoppers judged; ` +
      `trained in ${(trainedMs / 1000).toFixed(0)} s, ${peakMb} MB at most`,
    '',
    '| ranking | recall@10 | NDCG@10 |',
    '| --- | --- | --- |',
    ...Object.entries(scores).map(
      ([name, { recall, ndcg }]) => `| ${name} | ${shownOf(recall)} | ${shownOf(ndcg)} |`,
    ),
    '',
    `The model leads the better of the others by ${shownOf(lead)} of NDCG@10.`,
  ].join('\n');
}

const shownOf = ({ mean, low, high }: Estimate) =>
  `${mean.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)})`;
