import { Moment } from '@/ui/clock';

const MOMENT = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)/;

/** A sentence of the shop's records, its moments in the reader's own way of writing them. */
export function Prose({ text }: { text: string }) {
  return text.split(MOMENT).map((part, index) =>
    // Whatever a split by a group puts at odd places is what the group matched.
    index % 2 === 1 ? <Moment key={index} at={part} /> : part,
  );
}
