import { type Brush, group, linear, n, path, stroke } from './brush';
import { type Colour, darken, lighten, mix } from './colour';

const GREENS = ['#5F7F45', '#6F8F52', '#4E6F3F', '#88A05C'];

/** A leaf from its stalk to its tip. */
function leaf(
  brush: Brush,
  x: number,
  y: number,
  angle: number,
  length: number,
  width: number,
  colour: Colour,
): string {
  return group(
    `translate(${n(x)} ${n(y)}) rotate(${n(angle)})`,
    path(
      `M0 0Q${n(length * 0.4)} ${n(-width)} ${n(length)} 0Q${n(length * 0.4)} ${n(width)} 0 0Z`,
      linear(brush, `0 ${darken(colour, 0.42)}, 0.6 ${colour}, 1 ${lighten(colour, 0.3)}`),
    ) + stroke(`M4 0H${n(length * 0.86)}`, lighten(colour, 0.4), 1.4, 'opacity="0.6"'),
  );
}

/** A bush of leaves that grows from one place; the near ones are lighter. */
export function bush(brush: Brush, x: number, y: number, reach: number, count: number, slim = 0.3): string {
  const { random } = brush;
  const tone = random.pick(GREENS);
  return Array.from({ length: count }, (_, index) => {
    const near = index / count;
    const angle = -90 + random.between(-96, 96) * (0.45 + near * 0.55);
    const far = random.between(0, reach * 0.62) * (1 - near * 0.3);
    const [px, py] = [
      x + Math.cos((angle * Math.PI) / 180) * far,
      y + Math.sin((angle * Math.PI) / 180) * far,
    ];
    const length = random.between(reach * 0.34, reach * 0.56);
    return leaf(
      brush,
      px,
      py,
      angle + random.between(-30, 30),
      length,
      length * slim,
      mix(darken(tone, 0.4), lighten(tone, 0.16), near * 0.7 + random.next() * 0.3),
    );
  }).join('');
}
