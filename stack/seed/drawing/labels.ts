import { type Brush, linear, n, oval, path, stroke } from './brush';
import { type Colour, darken, lighten, mix } from './colour';

/** A paper label around something round. */
export function label(
  brush: Brush,
  x: number,
  y: number,
  width: number,
  height: number,
  paper: Colour,
  ink: Colour,
): string {
  const { random } = brush;
  const bend = width * 0.09;
  const shape = `M${n(x - width / 2)} ${n(y)}Q${n(x)} ${n(y + bend)} ${n(x + width / 2)} ${n(y)}v${n(height)}Q${n(x)} ${n(y + height + bend)} ${n(x - width / 2)} ${n(y + height)}Z`;
  const star = Array.from({ length: 8 }, (_, index) => {
    const angle = (index / 8) * Math.PI * 2;
    return stroke(
      `M${n(x)} ${n(y + height * 0.34)}L${n(x + Math.cos(angle) * width * 0.1)} ${n(y + height * 0.34 + Math.sin(angle) * width * 0.1)}`,
      ink,
      4,
    );
  }).join('');
  const words = [0.62, 0.74, 0.84].map((at, index) => {
    const half = width * (index === 0 ? 0.3 : random.between(0.14, 0.24));
    return stroke(
      `M${n(x - half)} ${n(y + height * at)}Q${n(x)} ${n(y + height * at + bend * 0.8)} ${n(x + half)} ${n(y + height * at)}`,
      ink,
      index === 0 ? 7 : 3,
      'opacity="0.8"',
    );
  });
  return (
    path(shape, paper) +
    path(shape, linear(brush, '0 #1C0F0A 0.3, 0.25 #FFFFFF 0.2, 0.6 #1C0F0A 0.06, 1 #1C0F0A 0.42')) +
    star +
    words.join('')
  );
}

/** Dry leaves or crumbs that lie in front. */
export function scatter(
  brush: Brush,
  x: number,
  y: number,
  width: number,
  colour: Colour,
  count = 44,
): string {
  const { random } = brush;
  return Array.from({ length: count }, () => {
    const spread = (random.next() + random.next() - 1) * width;
    const [px, py] = [x + spread, y + random.between(-13, 13)];
    const tone = mix(darken(colour, 0.35), lighten(colour, 0.2), random.next());
    return `<g transform="translate(${n(px)} ${n(py)}) rotate(${n(random.between(0, 180))})">${oval(0, 2, 9, 3.6, '#1A0B05', 'opacity="0.35"')}${oval(0, 0, random.between(5, 10), random.between(1.6, 3.4), tone)}</g>`;
  }).join('');
}

export const LEAF = '#5A5A34';
