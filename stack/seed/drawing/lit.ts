import { type Brush, downward, inside, n, oval, path, radial, stroke } from './brush';
import { darken } from './colour';
import { outline, turned, type Turned } from './solids';

export const METAL = '#B98D46';

/** Light that a lamp throws around itself. */
export function glow(brush: Brush, x: number, y: number, radius: number, strength = 0.8): string {
  return oval(
    x,
    y,
    radius,
    radius,
    radial(
      brush,
      `0 #FFE3A0 ${strength}, 0.25 #FFCF7A ${strength * 0.45}, 0.6 #FFB860 ${strength * 0.14}, 1 #FFB860 0`,
    ),
  );
}

/** A shade that is lit from within. */
export function litShade(brush: Brush, solid: Turned, warmth = 0.7): string {
  const wall = outline(solid);
  const lit = downward(
    brush,
    `0 #FFE9B8 ${warmth * 0.55}, 0.55 #FFF4D2 ${warmth}, 1 #FFDC95 ${warmth * 0.8}`,
  );
  const ribs = Array.from({ length: 15 }, (_, index) => {
    const share = (index - 7) / 7.5;
    const [h, r] = solid.profile[solid.profile.length - 1] ?? [0, 0];
    const foot = solid.profile[0]?.[1] ?? 0;
    return stroke(
      `M${n(solid.x + foot * share)} ${n(solid.base)}L${n(solid.x + r * share)} ${n(solid.base - h)}`,
      darken(solid.colour, 0.3),
      1.2,
      'opacity="0.2"',
    );
  }).join('');
  return (
    turned(brush, { ...solid, gloss: 0, insideColour: '#8A5A2C' }) +
    path(wall, lit) +
    inside(brush, wall, ribs)
  );
}
