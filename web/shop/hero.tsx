import { ButtonLink } from '@/ui/button';

/** The season's picture with one sentence. */
export function Hero() {
  return (
    <section aria-label="This season" className="relative isolate overflow-hidden bg-night">
      <picture>
        <source media="(width < 48rem)" srcSet="/media/hero-1200.webp" width={1200} height={900} />
        <img
          src="/media/hero-2400.webp"
          alt=""
          width={2400}
          height={1200}
          fetchPriority="high"
          className="h-[30rem] w-full object-cover md:h-[min(38rem,72vh)]"
        />
      </picture>
      <div
        aria-hidden="true"
        className="absolute inset-0 bg-linear-to-t from-night/95 via-night/80 via-60% to-transparent md:bg-linear-to-r md:from-night/85 md:via-night/75 lg:via-night/50 lg:via-45%"
      />
      <div className="absolute inset-0 flex items-end md:items-center">
        <div className="page pb-8 text-on-night md:pb-0">
          <h1 className="max-w-2xl text-hero md:text-poster">Made slowly, by people with names</h1>
          <p className="mt-4 max-w-md text-large opacity-90">
            Many small shops, one basket, and every order brought to its end.
          </p>
          <div className="mt-7 flex flex-wrap gap-3">
            <ButtonLink href="/search?sort=newest" look="flame" size="large">
              See what is new
            </ButtonLink>
          </div>
        </div>
      </div>
    </section>
  );
}
