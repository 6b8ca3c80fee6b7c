import { type Brush, curve, n, path, stroke } from './brush';
import { type Colour, darken, lighten, mix } from './colour';
import { ringAround, speckles, turned, type Turned } from './solids';

/** How a pot is glazed: dipped, banded, spotted, or left alone. */
function glaze(brush: Brush, solid: Turned, second: Colour, accent: Colour): string {
  const { random } = brush;
  const { x, base, profile } = solid;
  const top = profile[profile.length - 1]?.[0] ?? 0;
  const widest = Math.max(...profile.map(([, radius]) => radius));
  const area = [x - widest, base - top, widest * 2, top + 30] as const;
  const clay = mix(second, '#A9744C', 0.5);
  const foot = path(
    `M${n(x - widest)} ${n(base - top * 0.1)}q${n(widest)} ${n(widest * 0.34)} ${n(widest * 2)} 0v60h${n(-widest * 2)}Z`,
    clay,
    'opacity="0.85"',
  );
  const lines = Array.from({ length: 9 }, (_, index) =>
    ringAround(
      x,
      base - (top * (index + 1)) / 10,
      widest * 1.02,
      index % 2 ? lighten(solid.colour, 0.5) : darken(solid.colour, 0.5),
      random.between(1, 2.6),
      0.16,
    ),
  ).join('');
  const dip = () => {
    const level = base - top * random.between(0.42, 0.66);
    const wave = [0, 1, 2, 3, 4, 5, 6].map(
      (step) =>
        [
          x - widest + (step * widest) / 3,
          level + Math.sin(step * 1.05) * widest * 0.14 + random.between(-7, 9),
        ] as const,
    );
    return (
      path(`${curve(wave)}V${n(base - top - 30)}H${n(x - widest)}Z`, accent, 'opacity="0.9"') +
      stroke(curve(wave), darken(second, 0.2), 3, 'opacity="0.55"')
    );
  };
  const bands = () =>
    [0.32, 0.38, 0.62]
      .map((share, index) =>
        ringAround(
          x,
          base - top * share,
          widest * 1.02,
          index === 1 ? accent : second,
          index === 1 ? 5 : 12,
          0.75,
        ),
      )
      .join('');
  const strokes = () =>
    Array.from({ length: 9 }, (_, index) => {
      const px = x - widest + (index * widest) / 4;
      return stroke(
        `M${n(px)} ${n(base - top * 0.3)}q${n(random.between(-9, 9))} ${n(-top * 0.14)} 0 ${n(-top * 0.3)}`,
        second,
        random.between(6, 11),
        'opacity="0.7"',
      );
    }).join('');
  return (
    foot +
    lines +
    random.pick([dip, bands, strokes, () => '', () => ''])() +
    speckles(brush, darken(solid.colour, 0.72), area, 70)
  );
}

export function pot(brush: Brush, solid: Turned, second: Colour, accent: Colour): string {
  return turned(brush, { ...solid, surface: glaze(brush, solid, second, accent) });
}
