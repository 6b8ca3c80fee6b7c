/** Why somebody asks staff to look at a review or a conversation. */
export const REPORT_REASONS = [
  ['spam', 'It is advertising or spam'],
  ['insult', 'It insults or threatens somebody'],
  ['private-data', 'It tells what is private'],
  ['not-about-it', 'It is about something else'],
  ['other', 'Something else'],
] as const;

export function reasonWords(reason: string): string {
  return REPORT_REASONS.find(([value]) => value === reason)?.[1] ?? 'Something else';
}
