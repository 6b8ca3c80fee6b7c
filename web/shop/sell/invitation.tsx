import { ButtonLink } from '@/ui/button';
import { Dunes } from '@/ui/dunes';

const PROMISES = [
  {
    title: 'You are paid for what you ship',
    text: 'The money of an order is taken when your parcel leaves, and goes to your bank once the time for returns is over.',
  },
  {
    title: 'Nothing gets stuck',
    text: 'A parcel that is lost, a card that fails, a bank that asks: each has its way to an end, and you see which.',
  },
  {
    title: 'Your own address',
    text: 'Your shop has its page in the market, and your own domain if you have one.',
  },
] as const;

/** What it means to sell here, and the way in. */
export function Invitation() {
  return (
    <div className="page py-10 md:py-16">
      <div className="grid items-center gap-12 lg:grid-cols-[minmax(0,42rem)_minmax(0,1fr)]">
        <div>
          <h1 className="text-head text-dusk md:text-hero">Bring what you make to the market</h1>
          <p className="mt-4 text-lead text-muted">
            It takes about a quarter of an hour, and you can leave at any time and go on later. Have a
            document at hand that shows who you are, and your tax number.
          </p>
          <div className="mt-7 flex flex-wrap gap-3">
            <ButtonLink href="/sell/apply" look="flame" size="large">
              Open a shop
            </ButtonLink>
          </div>
        </div>
        <Dunes className="w-full max-lg:hidden" />
      </div>
      <ul className="mt-12 grid gap-6 md:mt-16 md:grid-cols-3">
        {PROMISES.map(({ title, text }) => (
          <li key={title} className="border-t-2 border-dusk pt-4">
            <h2 className="text-lead">{title}</h2>
            <p className="mt-2">{text}</p>
          </li>
        ))}
      </ul>
      <p className="mt-12 max-w-2xl text-muted">
        A new shop pays a tenth of what it sells. There is no fee for being here. People of Caravan look at
        each shop before it opens.
      </p>
    </div>
  );
}
