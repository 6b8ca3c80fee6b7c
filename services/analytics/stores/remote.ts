import { z } from 'zod';
import { DomainError } from '../../platform/errors';
import { createJsonClient, ProviderUnavailableError } from '../../platform/http-client';
import type { AnalyticsReader } from '../analytics.port';

/** Where the consumers answer, for who shows the secret. */
export const ANSWERS_PATH = '/internal/analytics/answers';
export const MARK_PATH = '/internal/analytics/mark';

const answerSchema = z.object({ rows: z.array(z.unknown()) });
const markSchema = z.object({ mark: z.string() });

/** Who keeps the figures does not answer. */
export class FiguresAwayError extends DomainError {
  constructor() {
    super(
      'unavailable',
      'figures-away',
      'The figures cannot be read just now. Nothing of them is lost; please try again in a minute.',
    );
  }
}

/**
 * Asks the process that keeps the figures.
 * @param options.timeoutMs how long one answer may take, in ms
 */
export function createRemoteReader(options: {
  baseUrl: string;
  secret: string;
  timeoutMs: number;
}): AnalyticsReader {
  const { baseUrl, secret, timeoutMs } = options;
  const client = createJsonClient({ service: 'figures', baseUrl, apiKey: secret, timeoutMs });

  async function request<Answer>(
    schema: z.ZodType<Answer>,
    ...[input]: Parameters<typeof client.request>
  ): Promise<Answer> {
    try {
      const { status, body } = await client.request(input);
      if (status === 200) return schema.parse(body);
    } catch (error) {
      if (!(error instanceof ProviderUnavailableError)) throw error;
    }
    throw new FiguresAwayError();
  }

  return {
    ask: async (question) =>
      (await request(answerSchema, { method: 'POST', path: ANSWERS_PATH, body: question })).rows,
    mark: async () => (await request(markSchema, { method: 'GET', path: MARK_PATH })).mark,
  };
}
