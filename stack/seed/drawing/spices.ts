import {
  blob,
  type Brush,
  curve,
  inside,
  linear,
  n,
  oval,
  path,
  type Point,
  polygon,
  radial,
  rect,
  shadow,
  stroke,
} from './brush';
import { type Colour, darken, lighten, mix } from './colour';
import { label, scatter } from './labels';
import { GROUND } from './frame';
import { box, outline, turned, type Turned } from './solids';
import type { Subject } from './subject';

/** A jar of glass that shows what is in it. */
function jar(
  brush: Brush,
  x: number,
  base: number,
  size: number,
  fill: Colour,
  second: Colour,
  ink: Colour,
): string {
  const glass: Turned = {
    ...{ x, base, colour: '#EFE6D2', gloss: 0.9 },
    profile: [
      [0, 84 * size],
      [14 * size, 98 * size],
      [210 * size, 98 * size],
      [236 * size, 82 * size],
      [262 * size, 80 * size],
    ],
  };
  const content: Turned = {
    ...glass,
    colour: fill,
    gloss: 0.1,
    top: 'flat',
    profile: [
      [7, 82 * size],
      [18 * size, 92 * size],
      [200 * size, 92 * size],
    ],
  };
  const grains = Array.from({ length: 110 }, () =>
    oval(
      x + brush.random.between(-92, 92) * size,
      base - brush.random.between(4, 200) * size,
      brush.random.between(1.4, 3.6),
      brush.random.between(1.2, 3),
      brush.random.next() < 0.5 ? lighten(fill, 0.4) : darken(fill, 0.4),
      'opacity="0.55"',
    ),
  ).join('');
  const cork: Turned = {
    ...{ x, base: base - 236 * size, colour: '#C49A66', gloss: 0.1, top: 'flat' as const, angular: true },
    profile: [
      [0, 72 * size],
      [58 * size, 80 * size],
    ],
  };
  const holes = Array.from({ length: 16 }, () =>
    oval(
      x + brush.random.between(-60, 60) * size,
      base - brush.random.between(246, 286) * size,
      3,
      2,
      '#7A5430',
      'opacity="0.6"',
    ),
  ).join('');
  return (
    shadow(brush, x, base, 104 * size) +
    turned(brush, { ...content, surface: grains }) +
    turned(brush, { ...glass, opacity: 0.16 }) +
    stroke(outline(glass), '#FFF9EC', 3.4, 'opacity="0.5"') +
    inside(
      brush,
      outline(glass),
      rect(
        x - 110 * size,
        base - 262 * size,
        220 * size,
        62 * size,
        linear(brush, '0 #FFFFFF 0.5, 0.3 #FFFFFF 0.16, 0.7 #FFFFFF 0.06, 1 #FFFFFF 0.4'),
      ),
    ) +
    turned(brush, cork) +
    holes +
    oval(x - 62 * size, base - 120 * size, 9 * size, 80 * size, '#FFFFFF', 'opacity="0.55"') +
    label(brush, x + 8 * size, base - 158 * size, 116 * size, 104 * size, mix(second, '#FFF6E4', 0.7), ink)
  );
}

/** A cone of ground spice. */
function heap(brush: Brush, x: number, y: number, width: number, height: number, colour: Colour): string {
  const points: Point[] = [
    [x - width, y],
    [x - width * 0.5, y - height * 0.55],
    [x - width * 0.1, y - height],
    [x + width * 0.16, y - height * 0.96],
    [x + width * 0.56, y - height * 0.5],
    [x + width, y],
  ];
  const shape = `${curve(points)}Q${n(x)} ${n(y + width * 0.2)} ${n(x - width)} ${n(y)}Z`;
  const grains = Array.from({ length: 90 }, () =>
    oval(
      x + brush.random.between(-width, width),
      y - brush.random.next() * height,
      brush.random.between(1, 3),
      brush.random.between(1, 2.4),
      brush.random.next() < 0.5 ? lighten(colour, 0.5) : darken(colour, 0.5),
      'opacity="0.5"',
    ),
  ).join('');
  return (
    path(
      shape,
      linear(
        brush,
        `0 ${darken(colour, 0.05)}, 0.35 ${lighten(colour, 0.32)}, 0.6 ${colour}, 1 ${darken(colour, 0.55)}`,
      ),
    ) + inside(brush, shape, grains)
  );
}

export const spiceJar: Subject = (brush, [main, second, accent]) =>
  jar(brush, 366, GROUND, 1.3, main, second, darken(accent, 0.4)) +
  oval(590, GROUND + 58, 110, 18, radial(brush, '0 #1A0B05 0.4, 1 #1A0B05 0')) +
  heap(brush, 574, GROUND + 54, 92, 62, main);

export const spiceBowl: Subject = (brush, [main, second, accent]) => {
  const clay = brush.random.pick(['#3F4B4A', '#B9623F', '#D8CBB2', '#7E5A3C']);
  const dish: Turned = {
    ...{ x: 400, base: GROUND, colour: clay, gloss: 0.35, insideColour: clay },
    profile: [
      [0, 100],
      [14, 110],
      [60, 180],
      [124, 228],
      [140, 230],
    ],
  };
  const rimY = GROUND - 140;
  const pieces = Array.from({ length: 260 }, () => {
    const angle = brush.random.next() * Math.PI * 2;
    const far = Math.sqrt(brush.random.next());
    const [px, lift] = [400 + Math.cos(angle) * far * 208, (1 - far) * 86];
    const tone = mix(darken(main, 0.4), lighten(second, 0.1), brush.random.next());
    return {
      y: rimY + Math.sin(angle) * far * 30 - lift,
      drawn: (y: number) =>
        `<g transform="translate(${n(px)} ${n(y)}) rotate(${n(brush.random.between(-60, 60))})">${oval(0, 4, 17, 8, '#1A0B05', 'opacity="0.3"')}${oval(0, 0, 17, 7.4, tone)}${oval(-4, -2, 8, 2, lighten(tone, 0.5), 'opacity="0.6"')}</g>`,
    };
  }).sort((a, b) => a.y - b.y);
  return (
    shadow(brush, 400, GROUND, 190) +
    turned(brush, dish) +
    heap(brush, 400, rimY + 10, 206, 74, darken(main, 0.2)) +
    pieces.map(({ y, drawn }) => drawn(y)).join('') +
    stroke(`M170 ${rimY}A230 39 0 0 0 630 ${rimY}`, lighten(clay, 0.35), 8) +
    scatter(brush, 560, GROUND + 54, 110, mix(main, accent, 0.3), 26)
  );
};

export const mortar: Subject = (brush, [main, second, accent]) => {
  const wood = '#A9743F';
  const cup: Turned = {
    ...{ x: 380, base: GROUND, colour: wood, gloss: 0.3, insideColour: darken(wood, 0.2) },
    profile: [
      [0, 112],
      [16, 116],
      [42, 78],
      [70, 92],
      [150, 158],
      [250, 172],
    ],
  };
  const grain = Array.from({ length: 12 }, (_, index) =>
    stroke(
      curve([
        [190 + index * 34, GROUND - 260],
        [200 + index * 34 + brush.random.between(-14, 14), GROUND - 140],
        [240 + index * 26, GROUND],
      ]),
      darken(wood, 0.5),
      brush.random.between(2, 5),
      'opacity="0.35"',
    ),
  ).join('');
  const rimY = GROUND - 250;
  const pestle = `M${420} ${rimY + 18}L566 ${rimY - 176}q34 -18 40 20L470 ${rimY + 26}Z`;
  return (
    shadow(brush, 390, GROUND, 160) +
    turned(brush, { ...cup, surface: grain }) +
    heap(brush, 372, rimY + 10, 140, 34, main) +
    path(
      pestle,
      linear(
        brush,
        `0 ${lighten(wood, 0.5)}, 0.5 ${lighten(wood, 0.1)}, 1 ${darken(wood, 0.5)}`,
        [0, 0, 1, 0.6],
      ),
    ) +
    oval(
      590,
      rimY - 172,
      30,
      26,
      radial(brush, `0 ${lighten(wood, 0.6)}, 1 ${darken(wood, 0.3)}`, [0.36, 0.3, 0.8]),
    ) +
    stroke(`M208 ${rimY}A172 29 0 0 0 552 ${rimY}`, lighten(wood, 0.4), 9) +
    scatter(brush, 560, GROUND + 50, 110, mix(main, second, 0.4), 40) +
    scatter(brush, 200, GROUND + 66, 70, mix(main, accent, 0.3), 16)
  );
};

export const spiceTrio: Subject = (brush, [main, second, accent]) =>
  jar(brush, 550, GROUND - 40, 0.92, '#E9E6DF', '#FFFFFF', '#6B6058') +
  jar(brush, 262, GROUND - 26, 0.96, '#A8331D', '#F0D7A4', '#6B1A0E') +
  jar(brush, 404, GROUND + 22, 1.06, main, second, darken(accent, 0.4));

export const saltJar: Subject = (brush, [main, second, accent]) =>
  jar(brush, 400, GROUND, 1.42, mix(main, '#FFFFFF', 0.45), second, darken(accent, 0.3)) +
  scatter(brush, 320, GROUND + 62, 120, main, 36);

export const seedBox: Subject = (brush, [main, second, accent]) => {
  const packets = [0, 1, 2, 3, 4]
    .map((index) => {
      const x = 250 + index * 58;
      const tone = [accent, '#E2AE3C', main, '#C9683F', '#8E9C94'][index] ?? main;
      const sheet = polygon([
        [x, GROUND - 150],
        [x + 12, GROUND - 330 - (index % 2) * 22],
        [x + 108, GROUND - 336 - (index % 2) * 22],
        [x + 100, GROUND - 150],
      ]);
      const flower = blob(
        [0, 1, 2, 3, 4, 5].map((petal): Point => [
          x + 58 + Math.cos(petal * 1.05) * 22,
          GROUND - 280 + Math.sin(petal * 1.05) * 22,
        ]),
      );
      return (
        path(sheet, linear(brush, `0 ${lighten(tone, 0.5)}, 1 ${tone}`)) +
        path(flower, lighten(tone, 0.75)) +
        oval(x + 58, GROUND - 280, 8, 8, '#D79A35') +
        stroke(`M${x + 58} ${GROUND - 256}v60`, '#5F7350', 5)
      );
    })
    .join('');
  const boards = [1, 2]
    .map((row) => stroke(`M200 ${GROUND - row * 62}h360`, darken(second, 0.4), 3, 'opacity="0.5"'))
    .join('');
  return (
    shadow(brush, 410, GROUND, 200) +
    box(brush, { x: 200, base: GROUND, width: 360, height: 190, depth: 90, colour: darken(main, 0.5) }) +
    packets +
    box(
      brush,
      { x: 200, base: GROUND, width: 360, height: 188, depth: 2, colour: mix(main, '#B98D5A', 0.25) },
      boards +
        rect(300, GROUND - 138, 160, 78, '#F6EBD3', 'rx="5"') +
        stroke(`M326 ${GROUND - 106}h108M346 ${GROUND - 84}h68`, darken(second, 0.2), 6),
    )
  );
};
