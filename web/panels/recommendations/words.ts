import type { Tone } from '@/ui/chip';
import type { RankingName, RankingVersion } from '../../../services/recommendation/recommendation.schema';

export type {
  RankingName,
  RankingScore,
  RankingVersion,
} from '../../../services/recommendation/recommendation.schema';

export const RANKING_WORDS: Record<RankingName, string> = {
  model: 'What a model has learnt',
  company: 'What is bought together',
  popularity: 'What most people like',
};

const STATUS_WORDS: Record<RankingVersion['status'], { text: string; tone: Tone }> = {
  gathered: { text: 'Learning', tone: 'amber' },
  trained: { text: 'Being judged', tone: 'amber' },
  evaluated: { text: 'Being judged', tone: 'amber' },
  published: { text: 'Was shown', tone: 'plain' },
  dropped: { text: 'Not taken', tone: 'plain' },
  'rolled-back': { text: 'Taken back', tone: 'alarm' },
};

/** How an attempt stands. @param live id of the version that shoppers are shown */
export function standingOf(
  { id, status }: Pick<RankingVersion, 'id' | 'status'>,
  live: string | null,
): { text: string; tone: Tone } {
  return id === live ? { text: 'Shown now', tone: 'oasis' } : STATUS_WORDS[status];
}

/** Whether there is one that was shown before, and was not taken back. */
export function canGoBack(
  items: readonly Pick<RankingVersion, 'id' | 'status'>[],
  live: string | null,
): boolean {
  return live !== null && items.some(({ id, status }) => id !== live && status === 'published');
}
