/** A colour as `#rrggbb`. */
export type Colour = string;

const channels = (colour: Colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

/** From one colour (0) to another (1). */
export function mix(from: Colour, to: Colour, share: number): Colour {
  const [a, b] = [channels(from), channels(to)];
  const mixed = a.map((value, index) => Math.round(value + ((b[index] ?? 0) - value) * share));
  return `#${mixed.map((value) => Math.max(0, Math.min(255, value)).toString(16).padStart(2, '0')).join('')}`;
}

/** Towards the colour of sunlit plaster: light here is warm. */
export const lighten = (colour: Colour, share: number) => mix(colour, '#FFF6E4', share);

/** Towards a brown black: shadows here are never grey. */
export const darken = (colour: Colour, share: number) => mix(colour, '#1C0F0A', share);

/** How bright it looks, 0 to 1 (relative luminance without gamma, which is enough to choose a wall). */
export function brightness(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = channels(colour);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}
