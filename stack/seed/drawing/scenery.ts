import { type Brush, downward, linear, n, oval, path, radial, softly, stroke } from './brush';
import { type Colour, darken, lighten, mix } from './colour';

/** A niche in the wall. */
export function arch(brush: Brush, colour: Colour, floor: number): string {
  const x = 400 + brush.random.between(-60, 60);
  const half = brush.random.between(210, 270);
  const top = brush.random.between(130, 210);
  const niche = (inset: number) =>
    `M${n(x - half + inset)} ${floor + 4}V${n(top + half)}A${n(half - inset)} ${n(half - inset)} 0 0 1 ${n(x + half - inset)} ${n(top + half)}V${floor + 4}Z`;
  return (
    path(
      niche(0),
      linear(brush, `0 ${darken(colour, 0.52)}, 0.3 ${darken(colour, 0.3)}, 1 ${darken(colour, 0.12)}`),
    ) +
    path(
      niche(16),
      linear(brush, `0 ${darken(colour, 0.42)}, 0.45 ${darken(colour, 0.14)}, 1 ${lighten(colour, 0.16)}`),
    ) +
    oval(
      x + 60,
      floor - 150,
      half * 0.8,
      260,
      radial(brush, `0 ${lighten(colour, 0.55)} 0.5, 1 ${lighten(colour, 0.4)} 0`),
    ) +
    stroke(
      `M${n(x + half)} ${floor}V${n(top + half)}A${n(half)} ${n(half)} 0 0 0 ${n(x)} ${n(top)}`,
      lighten(colour, 0.6),
      3,
      'opacity="0.5"',
    )
  );
}

/** The shape of a window on the wall. */
export function panes(brush: Brush, colour: Colour): string {
  const { random } = brush;
  const [x, y, slant] = [random.between(60, 200), random.between(40, 120), random.between(60, 130)];
  const pane = (column: number, row: number, grow: number) => {
    const [left, upper] = [x + column * 168 - grow, y + row * 190 + column * slant * 0.32 - grow];
    const [wide, high, fall] = [150 + grow * 2, 170 + grow * 2, slant * 0.28];
    return `M${n(left)} ${n(upper)}l${n(wide)} ${n(fall)}v${n(high)}l${n(-wide)} ${n(-fall)}Z`;
  };
  return softly(lighten(colour, 0.85), 0.4, (grow) =>
    [0, 1, 2].flatMap((row) => [0, 1].map((column) => pane(column, row, grow * 9))).join(''),
  );
}

/** Shadows of a plant that stands outside the picture. */
export function leaves(brush: Brush, colour: Colour): string {
  const { random } = brush;
  const [rootX, rootY] = random.next() < 0.5 ? [820, 60] : [760, -20];
  const spines = Array.from({ length: 6 }, (_, index) => {
    const angle = Math.PI * (0.62 + index * 0.085 + random.between(-0.02, 0.02));
    return frond(rootX, rootY, angle, random.between(430, 640), random);
  }).flat();
  return softly(darken(colour, 0.72), 0.3, (grow) =>
    spines.map((leaf) => leaf(0.55 + (grow + 1) * 0.55)).join(''),
  );
}

/** The leaves of a frond: each a shape that can be drawn fuller or slimmer. */
function frond(
  x: number,
  y: number,
  angle: number,
  length: number,
  random: Brush['random'],
): ((fullness: number) => string)[] {
  return Array.from({ length: 15 }, (_, index) => {
    const along = (index + 2) / 17;
    const bend = angle + along * along * 0.35;
    const [px, py] = [x + Math.cos(bend) * length * along, y + Math.sin(bend) * length * along];
    return [-1, 1].map((side) => {
      const tilt = bend + side * (0.75 - along * 0.3) + random.between(-0.06, 0.06);
      const reach = length * 0.24 * (1.1 - along);
      return (fullness: number) => {
        const long = reach * (0.9 + fullness * 0.1);
        const [tipX, tipY] = [px + Math.cos(tilt) * long, py + Math.sin(tilt) * long];
        const [sideX, sideY] = [
          Math.cos(tilt + 1.57) * (reach * 0.1 * fullness + 2),
          Math.sin(tilt + 1.57) * (reach * 0.1 * fullness + 2),
        ];
        const [midX, midY] = [(px + tipX) / 2, (py + tipY) / 2];
        return `M${n(px)} ${n(py)}Q${n(midX + sideX)} ${n(midY + sideY)} ${n(tipX)} ${n(tipY)}Q${n(midX - sideX)} ${n(midY - sideY)} ${n(px)} ${n(py)}`;
      };
    });
  }).flat();
}

/** A round of another plaster, like a low sun. */
export function disc(brush: Brush, colour: Colour): string {
  const { random } = brush;
  const sun = random.pick(['#E9A15B', '#F0C98B', '#D9764A', '#EAD7B4']);
  const tone = mix(colour, sun, 0.6);
  const [x, y, r] = [random.between(330, 500), random.between(270, 350), random.between(190, 250)];
  return (
    oval(x, y, r, r, downward(brush, `0 ${lighten(tone, 0.3)}, 1 ${mix(tone, colour, 0.45)}`)) +
    plainLight(brush, colour)
  );
}

export function plainLight(brush: Brush, colour: Colour): string {
  const light = lighten(colour, 0.9);
  const beam = linear(brush, `0 ${light} 1, 1 ${light} 0.15`, [0, 0, 0.6, 1]);
  return softly(
    beam,
    0.26,
    (grow) =>
      `M${n(-40 - grow * 22)} -40H${n(420 + grow * 22)}L${n(760 + grow * 26)} 672H${n(210 - grow * 26)}Z`,
  );
}
