import { type Brush, linear, n, oval, path, radial, shadow, stroke } from './brush';
import { type Colour, darken, lighten, mix } from './colour';
import { GROUND } from './frame';
import { turned, type Turned } from './solids';

const METALS = new Set(['#FFFFFF', '#FBEBB5']);

/** Polished metal: many bright and dark bands, as a mirror has that is bent. */
export const metal = (brush: Brush, colour: Colour) =>
  linear(
    brush,
    `0 ${darken(colour, 0.55)}, 0.12 ${lighten(colour, 0.75)}, 0.24 ${colour}, 0.38 ${darken(colour, 0.5)}, 0.5 ${lighten(colour, 0.9)}, 0.62 ${colour}, 0.78 ${darken(colour, 0.6)}, 0.9 ${lighten(colour, 0.5)}, 1 ${darken(colour, 0.4)}`,
    [0, 0, 1, 0.4],
  );

/** The last colour of a palette is the stone, where there is one. */
export const stoneOf = ([, , accent]: readonly [Colour, Colour, Colour]) =>
  METALS.has(accent) ? null : accent;

export function gem(brush: Brush, x: number, y: number, r: number, colour: Colour): string {
  const facets = Array.from({ length: 8 }, (_, index) => {
    const [a, b] = [(index / 8) * Math.PI * 2, ((index + 1) / 8) * Math.PI * 2];
    const at = (angle: number, far: number) =>
      `${n(x + Math.cos(angle) * far)} ${n(y + Math.sin(angle) * far)}`;
    const tone =
      [
        lighten(colour, 0.45),
        lighten(colour, 0.15),
        darken(colour, 0.15),
        darken(colour, 0.45),
        darken(colour, 0.3),
        colour,
        lighten(colour, 0.3),
        lighten(colour, 0.6),
      ][index] ?? colour;
    return path(`M${at(a, r * 0.5)}L${at(a, r)}L${at(b, r)}L${at(b, r * 0.5)}Z`, tone);
  }).join('');
  return (
    oval(x, y, r, r, colour) +
    facets +
    oval(
      x,
      y,
      r * 0.52,
      r * 0.52,
      linear(brush, `0 ${lighten(colour, 0.7)}, 0.5 ${colour}, 1 ${darken(colour, 0.4)}`, [0, 0, 1, 1]),
    ) +
    sparkle(x - r * 0.3, y - r * 0.36, r * 0.5)
  );
}

export const sparkle = (x: number, y: number, r: number) =>
  path(
    `M${n(x)} ${n(y - r)}Q${n(x)} ${n(y)} ${n(x + r)} ${n(y)}Q${n(x)} ${n(y)} ${n(x)} ${n(y + r)}Q${n(x)} ${n(y)} ${n(x - r)} ${n(y)}Q${n(x)} ${n(y)} ${n(x)} ${n(y - r)}Z`,
    '#FFFFFF',
    'opacity="0.9"',
  );

/** A band that stands: its far side, then its near side. */
export function band(
  brush: Brush,
  x: number,
  y: number,
  rx: number,
  ry: number,
  width: number,
  colour: Colour,
): string {
  const near = metal(brush, colour);
  const far = metal(brush, darken(colour, 0.3));
  const arc = (sweep: 0 | 1) => `M${n(x - rx)} ${n(y)}A${n(rx)} ${n(ry)} 0 0 ${sweep} ${n(x + rx)} ${n(y)}`;
  return (
    `<path d="${arc(1)}" fill="none" stroke="${far}" stroke-width="${width * 0.8}"/>` +
    `<path d="${arc(0)}" fill="none" stroke="${near}" stroke-width="${width}"/>` +
    stroke(
      `M${n(x - rx * 0.92)} ${n(y + ry * 0.4)}A${n(rx)} ${n(ry)} 0 0 0 ${n(x - rx * 0.1)} ${n(y + ry)}`,
      '#FFFFFF',
      width * 0.13,
      'opacity="0.8"',
    )
  );
}

/** A block of stone on which small things are shown. */
export function plinth(brush: Brush, top: number, half = 210, colour?: Colour): string {
  const tone = colour ?? brush.random.pick(['#E6D8C2', '#C9A98C', '#8E9C94', '#D8B79A', '#5D5560']);
  const block: Turned = {
    ...{ x: 400, base: GROUND, colour: tone, gloss: 0.06, top: 'flat' as const, angular: true },
    profile: [
      [0, half],
      [GROUND - top, half],
    ],
  };
  return shadow(brush, 400, GROUND, half + 14) + turned(brush, block);
}

export const small = (x: number, y: number, reach: number, brush: Brush) =>
  oval(x + reach * 0.3, y, reach * 1.25, reach * 0.24, radial(brush, '0 #1A0B05 0.55, 1 #1A0B05 0'));

export const metalTone = (colour: Colour) => mix(colour, '#FFFFFF', 0.15);
