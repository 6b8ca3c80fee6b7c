import type { Fact, Question } from './analytics.schema';

/** What one event told: the version of its subject, and the rows that it makes. */
export interface Told {
  topic: string;
  subject: string;
  version: number;
  facts: readonly Fact[];
}

/** Answers questions; what it knows may lie in another process. */
export interface AnalyticsReader {
  /** The rows of a report, as `rowSchemas` describes them. */
  ask(question: Question): Promise<unknown[]>;
  /** Changes whenever something was added; nothing else may be read from it. */
  mark(): Promise<string>;
}

/** Keeps facts in columns and answers questions about them. */
export interface AnalyticsStore extends AnalyticsReader {
  /** Keeps what was told, each version of a subject once, whole or not at all. */
  append(told: readonly Told[]): Promise<void>;
  close(): Promise<void>;
}
