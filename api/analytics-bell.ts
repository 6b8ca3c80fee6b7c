import type { Logger } from '../services/platform/logger';
import type { AnalyticsService } from '../services/analytics/analytics.service';
import type { Sockets } from './sockets';

/** How often it is asked whether figures moved while somebody looks at them, in ms. */
const ASK_EVERY_MS = 500;

/**
 * Tells who looks at figures that they moved. It asks who keeps them, because only there an event has been counted
 * when its time has come; nobody is asked while nobody looks.
 * @returns stops it
 */
export function ringWhenFiguresMove({
  analytics,
  sockets,
  logger,
}: {
  analytics: Pick<AnalyticsService, 'mark'>;
  sockets: Pick<Sockets, 'figures'>;
  logger: Logger;
}): () => void {
  let last: string | null = null;
  let isAsking = false;

  async function look(): Promise<void> {
    const mark = await analytics.mark();
    // Whoever begins to look has read them a moment before, and hears once.
    if (mark !== last) sockets.figures.moved();
    last = mark;
  }

  const timer = setInterval(() => {
    if (!sockets.figures.areWatched()) {
      last = null;
      return;
    }
    if (isAsking) return;
    isAsking = true;
    look()
      .catch((error: unknown) => logger.debug({ err: error }, 'whether figures moved is not known just now'))
      .finally(() => {
        isAsking = false;
      });
  }, ASK_EVERY_MS);
  return () => clearInterval(timer);
}
