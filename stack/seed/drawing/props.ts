import { blob, type Brush, group, linear, n, oval, path, type Point, radial, stroke } from './brush';
import { darken, lighten } from './colour';

/** Small things beside what is for sale: a sprig, a fruit, a stone, a folded cloth; or nothing. */
export function props(brush: Brush): string {
  const { random } = brush;
  const place = random.next() < 0.5 ? random.between(96, 170) : random.between(630, 705);
  return random.pick([sprig, sprig, fruit, stone, () => '', () => ''])(
    brush,
    place,
    random.between(860, 900),
  );
}

function sprig(brush: Brush, x: number, y: number): string {
  const { random } = brush;
  const green = random.pick(['#7C8560', '#5F7350', '#8B8A55', '#A38B5A']);
  const turn = random.between(-24, 24);
  const leaf = (along: number, side: number) => {
    const size = 17 * (1.25 - along);
    return group(
      `translate(${n(-80 + along * 170)} ${n(Math.sin(along * 3) * -12)}) rotate(${n(side * (46 - along * 14))})`,
      oval(
        size * 1.6,
        0,
        size * 1.6,
        size * 0.5,
        linear(brush, `0 ${darken(green, 0.3)}, 1 ${lighten(green, 0.28)}`),
      ),
    );
  };
  const drawn = Array.from({ length: 9 }, (_, index) => leaf(index / 9, index % 2 ? 1 : -1)).join('');
  return (
    group(
      `translate(${n(x + 10)} ${n(y + 12)}) rotate(${n(turn)})`,
      oval(10, 4, 120, 20, radial(brush, '0 #1A0B05 0.35, 1 #1A0B05 0')),
    ) +
    group(
      `translate(${n(x)} ${n(y)}) rotate(${n(turn)})`,
      stroke('M-84 4Q0 -22 92 -4', darken(green, 0.4), 3) + drawn,
    )
  );
}

function fruit(brush: Brush, x: number, y: number): string {
  const colour = brush.random.pick(['#D9822B', '#C9A227', '#9E2B33', '#7C8B3A', '#B85A3A']);
  const r = brush.random.between(38, 52);
  return (
    oval(x + 26, y + 4, r * 1.5, r * 0.34, radial(brush, '0 #1A0B05 0.55, 1 #1A0B05 0')) +
    oval(
      x,
      y - r * 0.86,
      r,
      r * 0.94,
      radial(
        brush,
        `0 ${lighten(colour, 0.55)}, 0.4 ${colour}, 1 ${darken(colour, 0.55)}`,
        [0.34, 0.3, 0.78],
      ),
    ) +
    oval(x + 3, y - r * 1.66, 5, 3, darken(colour, 0.6)) +
    stroke(`M${n(x + 3)} ${n(y - r * 1.68)}q3 -12 12 -16`, '#5A4528', 4)
  );
}

function stone(brush: Brush, x: number, y: number): string {
  const { random } = brush;
  const colour = random.pick(['#B9A990', '#8F8579', '#D6C7AF']);
  const points: Point[] = Array.from({ length: 8 }, (_, index) => {
    const angle = (index / 8) * Math.PI * 2;
    return [x + Math.cos(angle) * random.between(44, 60), y - 24 + Math.sin(angle) * random.between(22, 32)];
  });
  return (
    oval(x + 24, y + 4, 84, 18, radial(brush, '0 #1A0B05 0.5, 1 #1A0B05 0')) +
    path(
      blob(points),
      radial(brush, `0 ${lighten(colour, 0.5)}, 0.5 ${colour}, 1 ${darken(colour, 0.5)}`, [0.34, 0.26, 0.8]),
    )
  );
}
