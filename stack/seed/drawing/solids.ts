import {
  curve,
  downward,
  faint,
  inside,
  linear,
  n,
  oval,
  path,
  rounded,
  roundLight,
  stroke,
  through,
  type Brush,
  type Point,
} from './brush';
import { darken, lighten, type Colour } from './colour';

/** How flat circles look from where we stand. */
const TILT = 0.17;

export interface Turned {
  x: number;
  /** Where its foot stands. */
  base: number;
  /** From the foot up: height above the foot, radius. */
  profile: readonly (readonly [height: number, radius: number])[];
  colour: Colour;
  gloss?: number;
  /** `open` shows its inside, `flat` has a lid of its own, `round` has no edge on top. */
  top?: 'open' | 'flat' | 'round';
  insideColour?: Colour;
  /** Straight from point to point, for tins and turned metal. */
  angular?: boolean;
  /** Drawn on its wall. */
  surface?: string;
  opacity?: number;
}

/** The outline of something turned on a wheel or a lathe. */
export function outline({ x, base, profile, angular, top = 'open' }: Turned): string {
  const left: Point[] = [...profile].reverse().map(([height, radius]) => [x - radius, base - height]);
  const right: Point[] = profile.map(([height, radius]) => [x + radius, base - height]);
  const join = (points: Point[]) =>
    angular
      ? points
          .slice(1)
          .map(([px, py]) => `L${n(px)} ${n(py)}`)
          .join('')
      : through(points);
  const foot = profile[0]?.[1] ?? 0;
  const rim = profile[profile.length - 1]?.[1] ?? 0;
  const [startX, startY] = left[0] ?? [0, 0];
  const close = top === 'round' ? 'Z' : `A${n(rim)} ${n(rim * TILT)} 0 0 1 ${n(startX)} ${n(startY)}Z`;
  return `M${n(startX)} ${n(startY)}${join(left)}A${n(foot)} ${n(foot * TILT)} 0 0 0 ${n(x + foot)} ${n(base)}${join(right)}${close}`;
}

/** Something turned, with its light, its wall and its mouth. */
export function turned(brush: Brush, solid: Turned): string {
  const { x, base, profile, colour, gloss = 0.4, top = 'open', surface = '' } = solid;
  const wall = outline(solid);
  const [height, rim] = profile[profile.length - 1] ?? [0, 0];
  const widest = Math.max(...profile.map(([, radius]) => radius));
  const deepen = downward(brush, '0 #FFF3DC 0.1, 0.45 #000000 0, 0.82 #200D05 0.16, 1 #200D05 0.46');
  const shine = linear(brush, `0 #FFFFFF 0, 0.5 #FFFFFF ${gloss * 0.75}, 1 #FFFFFF 0`);
  const glint = inside(
    brush,
    wall,
    path(
      curve([...profile].map(([h, r]): Point => [x - r * 0.46, base - h])),
      'none',
      `stroke="${shine}" stroke-width="${n(widest * 0.16)}"`,
    ) + oval(x - widest * 0.44, base - height * 0.62, widest * 0.1, height * 0.22, shine),
  );
  const y = base - height;
  const mouth =
    top === 'round'
      ? ''
      : top === 'flat'
        ? oval(
            x,
            y,
            rim,
            rim * TILT,
            linear(
              brush,
              `0 ${lighten(colour, 0.2)}, 0.4 ${lighten(colour, 0.42)}, 1 ${darken(colour, 0.12)}`,
            ),
          )
        : oval(
            x,
            y,
            rim,
            rim * TILT,
            linear(
              brush,
              `0 ${lighten(colour, 0.1)}, 0.35 ${lighten(colour, 0.55)}, 1 ${darken(colour, 0.22)}`,
            ),
          ) +
          oval(
            x,
            y + rim * 0.012,
            rim * 0.93,
            rim * TILT * 0.86,
            downward(
              brush,
              `0 ${darken(solid.insideColour ?? colour, 0.72)}, 1 ${darken(solid.insideColour ?? colour, 0.22)}`,
            ),
          );
  const drawn =
    path(wall, rounded(brush, colour, gloss)) +
    inside(brush, wall, surface) +
    (surface === '' ? '' : path(wall, roundLight(brush))) +
    path(wall, deepen) +
    (gloss > 0.05 ? glint : '') +
    mouth;
  return solid.opacity === undefined ? drawn : faint(solid.opacity, drawn);
}

interface Box {
  x: number;
  base: number;
  width: number;
  height: number;
  /** How far its top goes back, along the slope to the upper right. */
  depth: number;
  colour: Colour;
  topColour?: Colour;
  sideColour?: Colour;
}

/** A box seen from the front left, lit from the left. `front` is drawn on its front, in the picture's coordinates. */
export function box(
  brush: Brush,
  { x, base, width, height, depth, colour, topColour, sideColour }: Box,
  front = '',
): string {
  const [dx, dy] = [depth * 0.62, depth * 0.34];
  const y = base - height;
  const face = `M${n(x)} ${n(y)}h${n(width)}v${n(height)}h${n(-width)}Z`;
  const roof = `M${n(x)} ${n(y)}l${n(dx)} ${n(-dy)}h${n(width)}l${n(-dx)} ${n(dy)}Z`;
  const side = `M${n(x + width)} ${n(y)}l${n(dx)} ${n(-dy)}v${n(height)}l${n(-dx)} ${n(dy)}Z`;
  return (
    path(
      side,
      downward(brush, `0 ${darken(sideColour ?? colour, 0.36)}, 1 ${darken(sideColour ?? colour, 0.62)}`),
    ) +
    path(
      roof,
      linear(brush, `0 ${lighten(topColour ?? colour, 0.4)}, 1 ${lighten(topColour ?? colour, 0.12)}`),
    ) +
    path(
      face,
      linear(brush, `0 ${lighten(colour, 0.16)}, 0.5 ${colour}, 1 ${darken(colour, 0.2)}`, [0, 0, 1, 0.5]),
    ) +
    inside(brush, face, front) +
    path(face, downward(brush, '0 #FFFFFF 0.06, 0.6 #000000 0, 1 #200D05 0.3')) +
    stroke(`M${n(x)} ${n(y)}h${n(width)}`, lighten(topColour ?? colour, 0.6), 1.4, 'opacity="0.7"')
  );
}

/** Small dark and light spots, as clay with iron has them. */
export function speckles(
  brush: Brush,
  colour: Colour,
  area: readonly [x: number, y: number, width: number, height: number],
  count: number,
): string {
  const [x, y, width, height] = area;
  const { random } = brush;
  return Array.from({ length: count }, () =>
    oval(
      x + random.next() * width,
      y + random.next() * height,
      random.between(0.6, 2.4),
      random.between(0.6, 2),
      colour,
      `opacity="${n(random.between(0.2, 0.7))}"`,
    ),
  ).join('');
}

/** A ring around something turned, seen a little from above. */
export const ringAround = (
  x: number,
  y: number,
  radius: number,
  colour: Colour,
  width: number,
  opacity = 1,
) =>
  stroke(
    `M${n(x - radius)} ${n(y)}A${n(radius)} ${n(radius * TILT)} 0 0 0 ${n(x + radius)} ${n(y)}`,
    colour,
    width,
    `opacity="${opacity}"`,
  );
