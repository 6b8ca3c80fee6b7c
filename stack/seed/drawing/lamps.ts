import { type Brush, curve, downward, linear, n, oval, path, radial, rect, shadow, stroke } from './brush';
import { type Colour, darken, lighten } from './colour';
import { glow, litShade, METAL } from './lit';
import { GROUND } from './frame';
import { ringAround, turned, type Turned } from './solids';
import type { Subject } from './subject';

export const tableLamp: Subject = (brush, [main, second]) => {
  const { random } = brush;
  const isLinen = main === '#E4D3B4';
  const body: Colour = isLinen ? random.pick(['#B9623F', '#3F5A66', '#8A6A4A']) : main;
  const shade: Colour = isLinen ? main : '#E8D6B2';
  const wide = random.between(84, 112);
  const base: Turned = {
    ...{ x: 400, base: GROUND, colour: body, gloss: 0.55, top: 'flat' as const },
    profile: [
      [0, 86],
      [12, 88],
      [26, 50],
      [80, wide],
      [150, wide * 0.92],
      [210, 34],
      [250, 20],
    ],
  };
  const neck: Turned = {
    ...{ x: 400, base: GROUND - 246, colour: METAL, gloss: 0.7, top: 'flat' as const, angular: true },
    profile: [
      [0, 14],
      [40, 14],
    ],
  };
  const hood: Turned = {
    ...{ x: 400, base: GROUND - 268, colour: shade, angular: true },
    profile: [
      [0, 206],
      [206, 132],
    ],
  };
  return (
    glow(brush, 400, 460, 430, 0.55) +
    shadow(brush, 400, GROUND, 120) +
    oval(400, GROUND + 24, 330, 74, radial(brush, '0 #FFE2A2 0.55, 1 #FFCF7A 0')) +
    turned(brush, base) +
    ringAround(400, GROUND - 26, 52, darken(second, 0.1), 4, 0.6) +
    turned(brush, neck) +
    litShade(brush, hood) +
    ringAround(400, GROUND - 268, 206, darken(shade, 0.3), 5, 0.7) +
    glow(brush, 400, 520, 250, 0.35)
  );
};

export const pendant: Subject = (brush, [main, second]) => {
  const [x, y] = [400, 470];
  const form = brush.random.pick([
    [
      [0, 232],
      [40, 226],
      [120, 176],
      [176, 96],
      [206, 44],
      [232, 34],
    ],
    [
      [0, 236],
      [96, 212],
      [170, 120],
      [206, 52],
      [236, 36],
    ],
    [
      [0, 210],
      [20, 212],
      [110, 196],
      [170, 128],
      [210, 50],
      [236, 34],
    ],
  ] as const);
  const hood: Turned = { ...{ x, base: y, colour: main, gloss: 0.65, top: 'flat' as const }, profile: form };
  return (
    path(
      `M${x - 200} ${y + 4}L60 1000H740L${x + 200} ${y + 4}Z`,
      downward(brush, '0 #FFE3A0 0.5, 0.6 #FFD48A 0.16, 1 #FFD48A 0.1'),
    ) +
    oval(x, 850, 330, 92, radial(brush, '0 #FFEBBB 0.75, 0.6 #FFDC9C 0.3, 1 #FFDC9C 0')) +
    glow(brush, x, y + 30, 330, 0.6) +
    stroke(`M${x} -10V${y - 250}`, darken(second, 0.3), 7) +
    rect(
      x - 20,
      y - 274,
      40,
      46,
      linear(brush, `0 ${darken(METAL, 0.5)}, 0.35 ${lighten(METAL, 0.6)}, 1 ${darken(METAL, 0.5)}`),
      'rx="6"',
    ) +
    turned(brush, hood) +
    oval(x, y, 232, 38, downward(brush, '0 #FFF7DC, 1 #F4C777')) +
    oval(x, y + 4, 66, 22, '#FFFFFF', 'opacity="0.95"') +
    stroke(`M${x - 232} ${y}A232 39 0 0 0 ${x + 232} ${y}`, lighten(main, 0.35), 5) +
    cupOnTable(brush, 400, 872)
  );
};

/** A small dish under a pendant, so that the light has something to fall on. */
function cupOnTable(brush: Brush, x: number, base: number): string {
  const dish: Turned = {
    ...{ x, base, colour: '#D8C6A6', gloss: 0.4, insideColour: '#B99E74' },
    profile: [
      [0, 46],
      [10, 60],
      [36, 92],
      [48, 96],
    ],
  };
  return shadow(brush, x, base, 74, 0.8) + turned(brush, dish);
}

export const globeLamp: Subject = (brush, [main]) => {
  const [x, y, r] = [400, 556, 236];
  const rings = Array.from({ length: 13 }, (_, index) => {
    const lift = (index - 6) / 6.6;
    const half = r * Math.sqrt(1 - lift * lift);
    return stroke(
      `M${n(x - half)} ${n(y + lift * r)}A${n(half)} ${n(half * 0.12 + 6)} 0 0 0 ${n(x + half)} ${n(y + lift * r)}`,
      darken(main, 0.4),
      2.4,
      'opacity="0.3"',
    );
  }).join('');
  const body = radial(
    brush,
    `0 #FFFBEA, 0.35 ${lighten(main, 0.6)}, 0.8 ${main}, 1 ${darken(main, 0.3)}`,
    [0.46, 0.55, 0.62],
  );
  return (
    glow(brush, x, y, 440, 0.75) +
    shadow(brush, x, GROUND, 150) +
    oval(x, GROUND + 16, 330, 66, radial(brush, '0 #FFE6AE 0.7, 1 #FFE6AE 0')) +
    turned(brush, {
      ...{ x, base: GROUND, colour: '#5B4231', gloss: 0.4, top: 'flat' as const, angular: true },
      profile: [
        [0, 96],
        [34, 90],
      ],
    }) +
    oval(x, y, r, r, body) +
    rings +
    oval(x, y - r + 8, 60, 10, darken(main, 0.4)) +
    glow(brush, x, y + 30, 200, 0.55)
  );
};

export const readingLamp: Subject = (brush, [main, second]) => {
  const arm = curve([
    [352, GROUND - 30],
    [306, 640],
    [330, 470],
    [420, 330],
    [500, 300],
  ]);
  const foot: Turned = {
    ...{ x: 352, base: GROUND, colour: main, gloss: 0.6, top: 'flat' as const, angular: true },
    profile: [
      [0, 118],
      [26, 112],
    ],
  };
  const hood: Turned = {
    ...{ x: 0, base: 0, colour: main, gloss: 0.6, top: 'round' as const },
    profile: [
      [0, 118],
      [50, 108],
      [120, 56],
      [158, 30],
      [166, 0],
    ],
  };
  return (
    path('M470 430L420 1000H800V800Z', linear(brush, '0 #FFE7AC 0.5, 1 #FFDB98 0', [0, 0, 0.3, 1])) +
    oval(570, 872, 210, 62, radial(brush, '0 #FFECC0 0.8, 1 #FFDFA6 0')) +
    shadow(brush, 352, GROUND, 130) +
    turned(brush, foot) +
    stroke(arm, darken(main, 0.5), 19) +
    stroke(arm, main, 13) +
    stroke(
      curve([
        [348, GROUND - 34],
        [302, 640],
        [326, 470],
        [416, 328],
        [500, 298],
      ]),
      lighten(main, 0.6),
      4,
      'opacity="0.8"',
    ) +
    oval(352, GROUND - 30, 24, 10, darken(second, 0.3)) +
    `<g transform="translate(556 410) rotate(-32)">${turned(brush, hood)}${oval(
      0,
      0,
      118,
      24,
      downward(brush, '0 #FFF6D6, 1 #F5C877'),
    )}</g>` +
    oval(566, 424, 84, 26, radial(brush, '0 #FFF8DE 0.95, 1 #FFF4CF 0'), 'transform="rotate(-32 566 424)"') +
    glow(brush, 566, 440, 200, 0.45) +
    openPages(brush, 590, 872)
  );
};

/** A book that lies open in the light. */
function openPages(brush: Brush, x: number, y: number): string {
  const page = (side: 1 | -1) =>
    path(
      `M${x} ${y - 14}Q${x + side * 60} ${y - 38} ${x + side * 132} ${y - 18}L${x + side * 150} ${y + 30}Q${x + side * 66} ${y + 8} ${x} ${y + 34}Z`,
      linear(brush, side === 1 ? '0 #CDBB98, 0.3 #F7EBD0, 1 #EAD9B6' : '0 #F4E7CA, 0.7 #F9EFD8, 1 #C6B38F'),
    );
  const lines = [0, 1, 2, 3]
    .map((row) =>
      stroke(
        `M${x + 22} ${y - 8 + row * 9}q46 -14 94 ${-4 + row}M${x - 22} ${y - 8 + row * 9}q-46 -14 -94 ${-4 + row}`,
        '#8C7858',
        1.6,
        'opacity="0.5"',
      ),
    )
    .join('');
  return oval(x, y + 30, 170, 22, radial(brush, '0 #1A0B05 0.5, 1 #1A0B05 0')) + page(-1) + page(1) + lines;
}
