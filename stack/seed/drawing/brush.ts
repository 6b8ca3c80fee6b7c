import type { Random } from '../random';
import { darken, lighten, type Colour } from './colour';

export type Point = readonly [x: number, y: number];
/** Colours of a gradient, as `offset colour opacity` with commas between; opacity 1 may be left out. */
export type Stops = string;

/** What a picture is drawn with: chance that repeats, and the definitions that its shapes refer to. */
export interface Brush {
  random: Random;
  /** Adds a definition; `make` is given its id. Answers with a `url(#id)`. */
  define(make: (id: string) => string): string;
  definitions(): string;
}

export function createBrush(random: Random): Brush {
  const made: string[] = [];
  return {
    random,
    define(make) {
      const id = `d${made.length}`;
      made.push(make(id));
      return `url(#${id})`;
    },
    definitions: () => made.join(''),
  };
}

/** A number as SVG wants it: short. */
export const n = (value: number) => String(Math.round(value * 10) / 10);

function stopsOf(stops: Stops): string {
  return stops
    .split(', ')
    .map((stop) => stop.split(' '))
    .map(
      ([at = '0', colour = '#000000', opacity = '1']) =>
        `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`,
    )
    .join('');
}

/** A gradient along a line in the box of the shape, from left to right unless told otherwise. */
export function linear(
  brush: Brush,
  stops: Stops,
  line: readonly [number, number, number, number] = [0, 0, 1, 0],
): string {
  const [x1, y1, x2, y2] = line;
  return brush.define(
    (id) =>
      `<linearGradient id="${id}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${stopsOf(stops)}</linearGradient>`,
  );
}

export const downward = (brush: Brush, stops: Stops) => linear(brush, stops, [0, 0, 0, 1]);

/** A round gradient in the box of the shape. */
export function radial(
  brush: Brush,
  stops: Stops,
  centre: readonly [number, number, number] = [0.5, 0.5, 0.5],
): string {
  const [cx, cy, r] = centre;
  return brush.define(
    (id) => `<radialGradient id="${id}" cx="${cx}" cy="${cy}" r="${r}">${stopsOf(stops)}</radialGradient>`,
  );
}

/** What is drawn, only inside a path. */
export function inside(brush: Brush, path: string, drawn: string): string {
  const clip = brush.define((id) => `<clipPath id="${id}"><path d="${path}"/></clipPath>`);
  return `<g clip-path="${clip}">${drawn}</g>`;
}

/**
 * A shape with a soft edge, laid over itself at sizes from `grow` 1 (largest) to -1. A blur filter looks the same and
 * takes three times as long as the whole rest of a picture.
 */
export function softly(colour: string, opacity: number, shape: (grow: number) => string): string {
  const steps = [1, 0.6, 0.2, -0.2, -0.6, -1];
  const each = (1 - (1 - opacity) ** (1 / steps.length)).toFixed(4);
  return `<g fill="${colour}" fill-opacity="${each}">${steps.map((grow) => `<path d="${shape(grow)}"/>`).join('')}</g>`;
}

/** The soft shadow of a shape, thrown to the lower right. `centre` is what it grows around. */
export function castShadow(shape: string, [x, y]: Point, opacity: number, reach = 26): string {
  const steps = [1.07, 1.045, 1.02, 1, 0.98, 0.96];
  const each = (1 - (1 - opacity) ** (1 / steps.length)).toFixed(4);
  const layers = steps.map((size) =>
    group(`translate(${n(x * (1 - size))} ${n(y * (1 - size))}) scale(${size})`, `<path d="${shape}"/>`),
  );
  return group(
    `translate(${reach} ${n(reach * 0.9)})`,
    `<g fill="#1A0B05" fill-opacity="${each}">${layers.join('')}</g>`,
  );
}

export const path = (d: string, fill: string, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`;
export const stroke = (d: string, colour: string, width: number, more = '') =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${n(width)}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
export const oval = (x: number, y: number, rx: number, ry: number, fill: string, more = '') =>
  `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(Math.max(0, rx))}" ry="${n(Math.max(0, ry))}" fill="${fill}" ${more}/>`;
export const rect = (x: number, y: number, width: number, height: number, fill: string, more = '') =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${fill}" ${more}/>`;
export const group = (transform: string, drawn: string) => `<g transform="${transform}">${drawn}</g>`;
export const faint = (opacity: number, drawn: string) => `<g opacity="${opacity}">${drawn}</g>`;

/** A curve through all points (Catmull-Rom as Bezier), without its first move. */
export function through(points: readonly Point[]): string {
  const at = (index: number): Point => points[Math.max(0, Math.min(points.length - 1, index))] ?? [0, 0];
  return points
    .slice(1)
    .map((_, index) => {
      const [[ax, ay], [bx, by], [cx, cy], [dx, dy]] = [
        at(index - 1),
        at(index),
        at(index + 1),
        at(index + 2),
      ];
      const c1: Point = [bx + (cx - ax) / 6, by + (cy - ay) / 6];
      const c2: Point = [cx - (dx - bx) / 6, cy - (dy - by) / 6];
      return `C${n(c1[0])} ${n(c1[1])} ${n(c2[0])} ${n(c2[1])} ${n(cx)} ${n(cy)}`;
    })
    .join('');
}

export const curve = (points: readonly Point[]) =>
  `M${n(points[0]?.[0] ?? 0)} ${n(points[0]?.[1] ?? 0)}${through(points)}`;
export const polygon = (points: readonly Point[]) =>
  `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}Z`;
/** A closed curve through all points. */
export const blob = (points: readonly Point[]) => {
  const [first, second, third] = points;
  if (!first || !second || !third) return '';
  const last = points[points.length - 1] ?? first;
  const round = through([last, ...points, first, second]);
  const pieces = round.split('C').filter(Boolean);
  return `M${n(first[0])} ${n(first[1])}${pieces
    .slice(1, points.length + 1)
    .map((piece) => `C${piece}`)
    .join('')}Z`;
};

/** The shadow of a thing that stands: dark where it touches, long and soft away from the light. */
export function shadow(brush: Brush, x: number, y: number, reach: number, strength = 1): string {
  const near = radial(brush, `0 #1A0B05 ${0.62 * strength}, 0.55 #1A0B05 ${0.34 * strength}, 1 #1A0B05 0`);
  const far = radial(brush, `0 #24110A ${0.42 * strength}, 0.5 #24110A ${0.2 * strength}, 1 #24110A 0`);
  return (
    group(
      `translate(${n(x + reach * 0.75)} ${n(y - reach * 0.02)}) rotate(-5)`,
      oval(0, 0, reach * 1.55, reach * 0.26, far),
    ) + oval(x + reach * 0.1, y + 4, reach * 1.16, reach * 0.17 + 8, near)
  );
}

/** The light on something round that stands upright: bright left of the middle, dark at the right, a glimmer at the edge. */
export function rounded(brush: Brush, colour: Colour, gloss = 0.4): string {
  return linear(
    brush,
    `0 ${darken(colour, 0.38)}, 0.1 ${darken(colour, 0.12)}, 0.3 ${lighten(colour, 0.12 + gloss * 0.5)}, 0.42 ${lighten(colour, 0.06)}, 0.62 ${darken(colour, 0.16)}, 0.88 ${darken(colour, 0.5)}, 1 ${darken(colour, 0.36)}`,
  );
}

/** The same light, to lay over what is drawn on a round wall. */
export function roundLight(brush: Brush, strength = 1): string {
  return linear(
    brush,
    `0 #1C0F0A ${0.34 * strength}, 0.14 #1C0F0A 0.04, 0.3 #FFF6E4 ${0.26 * strength}, 0.46 #FFF6E4 0, 0.64 #1C0F0A ${0.16 * strength}, 0.9 #1C0F0A ${0.5 * strength}, 1 #1C0F0A ${0.36 * strength}`,
  );
}
