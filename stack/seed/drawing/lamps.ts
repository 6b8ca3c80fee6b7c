import { blurred, curve, downward, inside, linear, n, oval, path, polygon, radial, rect, shadow, stroke, type Brush } from './brush';
import { darken, lighten, type Colour } from './colour';
import { GROUND } from './scene';
import { outline, ringAround, turned, type Turned } from './solids';
import type { Subject } from './subject';

const METAL = '#B98D46';

/** Light that a lamp throws around itself. */
function glow(brush: Brush, x: number, y: number, radius: number, strength = 0.8): string {
  return oval(x, y, radius, radius, radial(brush, [[0, '#FFE3A0', strength], [0.25, '#FFCF7A', strength * 0.45], [0.6, '#FFB860', strength * 0.14], [1, '#FFB860', 0]]));
}

/** A shade that is lit from within. */
function litShade(brush: Brush, solid: Turned, warmth = 0.7): string {
  const wall = outline(solid);
  const lit = downward(brush, [[0, '#FFE9B8', warmth * 0.55], [0.55, '#FFF4D2', warmth], [1, '#FFDC95', warmth * 0.8]]);
  const ribs = Array.from({ length: 15 }, (_, index) => {
    const share = (index - 7) / 7.5;
    const [h, r] = solid.profile[solid.profile.length - 1] ?? [0, 0];
    const foot = solid.profile[0]?.[1] ?? 0;
    return stroke(`M${n(solid.x + foot * share)} ${n(solid.base)}L${n(solid.x + r * share)} ${n(solid.base - h)}`, darken(solid.colour, 0.3), 1.2, 'opacity="0.2"');
  }).join('');
  return turned(brush, { ...solid, gloss: 0, insideColour: '#8A5A2C' }) + path(wall, lit) + inside(brush, wall, ribs);
}

export const tableLamp: Subject = (brush, [main, second]) => {
  const { random } = brush;
  const isLinen = main === '#E4D3B4';
  const body: Colour = isLinen ? random.pick(['#B9623F', '#3F5A66', '#8A6A4A']) : main;
  const shade: Colour = isLinen ? main : '#E8D6B2';
  const wide = random.between(84, 112);
  const base: Turned = { ...{ x: 400, base: GROUND, colour: body, gloss: 0.55, top: 'flat' as const }, profile: [[0, 86], [12, 88], [26, 50], [80, wide], [150, wide * 0.92], [210, 34], [250, 20]] };
  const neck: Turned = { ...{ x: 400, base: GROUND - 246, colour: METAL, gloss: 0.7, top: 'flat' as const, angular: true }, profile: [[0, 14], [40, 14]] };
  const hood: Turned = { ...{ x: 400, base: GROUND - 268, colour: shade, angular: true }, profile: [[0, 206], [206, 132]] };
  return (
    glow(brush, 400, 460, 430, 0.55) +
    shadow(brush, 400, GROUND, 120) +
    oval(400, GROUND + 24, 330, 74, radial(brush, [[0, '#FFE2A2', 0.55], [1, '#FFCF7A', 0]])) +
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
    [[0, 232], [40, 226], [120, 176], [176, 96], [206, 44], [232, 34]],
    [[0, 236], [96, 212], [170, 120], [206, 52], [236, 36]],
    [[0, 210], [20, 212], [110, 196], [170, 128], [210, 50], [236, 34]],
  ] as const);
  const hood: Turned = { ...{ x, base: y, colour: main, gloss: 0.65, top: 'flat' as const }, profile: form };
  return (
    path(`M${x - 200} ${y + 4}L60 1000H740L${x + 200} ${y + 4}Z`, downward(brush, [[0, '#FFE3A0', 0.5], [0.6, '#FFD48A', 0.16], [1, '#FFD48A', 0.1]])) +
    oval(x, 850, 330, 92, radial(brush, [[0, '#FFEBBB', 0.75], [0.6, '#FFDC9C', 0.3], [1, '#FFDC9C', 0]])) +
    glow(brush, x, y + 30, 330, 0.6) +
    stroke(`M${x} -10V${y - 250}`, darken(second, 0.3), 7) +
    rect(x - 20, y - 274, 40, 46, linear(brush, [[0, darken(METAL, 0.5)], [0.35, lighten(METAL, 0.6)], [1, darken(METAL, 0.5)]]), 'rx="6"') +
    turned(brush, hood) +
    oval(x, y, 232, 38, downward(brush, [[0, '#FFF7DC'], [1, '#F4C777']])) +
    oval(x, y + 4, 66, 22, '#FFFFFF', 'opacity="0.95"') +
    stroke(`M${x - 232} ${y}A232 39 0 0 0 ${x + 232} ${y}`, lighten(main, 0.35), 5) +
    cupOnTable(brush, 400, 872)
  );
};

/** A small dish under a pendant, so that the light has something to fall on. */
function cupOnTable(brush: Brush, x: number, base: number): string {
  const dish: Turned = { ...{ x, base, colour: '#D8C6A6', gloss: 0.4, insideColour: '#B99E74' }, profile: [[0, 46], [10, 60], [36, 92], [48, 96]] };
  return shadow(brush, x, base, 74, 0.8) + turned(brush, dish);
}

export const lantern: Subject = (brush, [main, second]) => {
  const [left, right, top, bottom] = [272, 528, 372, GROUND - 26];
  const glass = linear(brush, [[0, '#FFE9B0', 0.5], [0.5, '#FFCE79', 0.7], [1, '#D98A3C', 0.55]]);
  const bar = (x: number, width: number) => rect(x - width / 2, top, width, bottom - top, linear(brush, [[0, darken(main, 0.3)], [0.35, lighten(main, 0.5)], [1, darken(main, 0.5)]]));
  const candle: Turned = { ...{ x: 400, base: bottom - 6, colour: '#F3E6CA', gloss: 0.15, top: 'flat' as const, angular: true }, profile: [[0, 46], [150, 46]] };
  const flameY = bottom - 186;
  return (
    glow(brush, 400, 600, 420, 0.55) +
    shadow(brush, 400, GROUND, 170) +
    oval(400, GROUND + 20, 320, 60, radial(brush, [[0, '#FFDD99', 0.6], [1, '#FFDD99', 0]])) +
    rect(left, top, right - left, bottom - top, '#3A2415', 'opacity="0.5"') +
    turned(brush, candle) +
    glow(brush, 400, flameY, 170, 0.95) +
    path(`M400 ${flameY - 62}C432 ${flameY - 12} 428 ${flameY + 26} 400 ${flameY + 28}C372 ${flameY + 26} 370 ${flameY - 8} 400 ${flameY - 62}Z`, downward(brush, [[0, '#FFC861'], [0.6, '#FFF3CF'], [1, '#F08A2E']])) +
    rect(left, top, right - left, bottom - top, glass, 'opacity="0.5"') +
    path(`M${left + 24} ${top}h46L${left + 20} ${bottom}h-14Z`, '#FFFFFF', 'opacity="0.16"') +
    [left, 400 - 50, 400 + 50, right].map((x, index) => bar(x, index % 3 === 0 ? 20 : 9)).join('') +
    rect(left - 26, bottom - 6, right - left + 52, 34, linear(brush, [[0, darken(main, 0.3)], [0.3, lighten(main, 0.4)], [1, darken(main, 0.55)]]), 'rx="6"') +
    path(polygon([[left - 34, top + 6], [right + 34, top + 6], [456, top - 112], [344, top - 112]]), linear(brush, [[0, darken(main, 0.2)], [0.32, lighten(main, 0.45)], [1, darken(main, 0.55)]])) +
    Array.from({ length: 7 }, (_, index) => oval(302 + index * 33, top - 32, 6, 15, darken(second, 0.5))).join('') +
    rect(358, top - 146, 84, 38, linear(brush, [[0, darken(main, 0.3)], [0.3, lighten(main, 0.4)], [1, darken(main, 0.5)]]), 'rx="8"') +
    stroke(`M400 ${top - 150}m-46 0a46 46 0 1 1 92 0`, lighten(main, 0.1), 11)
  );
};

export const globeLamp: Subject = (brush, [main]) => {
  const [x, y, r] = [400, 556, 236];
  const rings = Array.from({ length: 13 }, (_, index) => {
    const lift = (index - 6) / 6.6;
    const half = r * Math.sqrt(1 - lift * lift);
    return stroke(`M${n(x - half)} ${n(y + lift * r)}A${n(half)} ${n(half * 0.12 + 6)} 0 0 0 ${n(x + half)} ${n(y + lift * r)}`, darken(main, 0.4), 2.4, 'opacity="0.3"');
  }).join('');
  const body = radial(brush, [[0, '#FFFBEA'], [0.35, lighten(main, 0.6)], [0.8, main], [1, darken(main, 0.3)]], [0.46, 0.55, 0.62]);
  return (
    glow(brush, x, y, 440, 0.75) +
    shadow(brush, x, GROUND, 150) +
    oval(x, GROUND + 16, 330, 66, radial(brush, [[0, '#FFE6AE', 0.7], [1, '#FFE6AE', 0]])) +
    turned(brush, { ...{ x, base: GROUND, colour: '#5B4231', gloss: 0.4, top: 'flat' as const, angular: true }, profile: [[0, 96], [34, 90]] }) +
    oval(x, y, r, r, body) +
    rings +
    oval(x, y - r + 8, 60, 10, darken(main, 0.4)) +
    glow(brush, x, y + 30, 200, 0.55)
  );
};

export const candlestick: Subject = (brush, [main, second]) => {
  const one = (x: number, tall: number, burn: number): string => {
    const stick: Turned = {
      ...{ x, base: GROUND, colour: main, gloss: 0.75, top: 'flat' as const },
      profile: [[0, 86], [10, 84], [22, 34], [46, 20], [tall * 0.4, 15], [tall * 0.5, 30], [tall * 0.58, 15], [tall * 0.84, 14], [tall * 0.92, 44], [tall, 40]],
    };
    const candle: Turned = { ...{ x, base: GROUND - tall + 4, colour: '#F2E3C4', gloss: 0.12, top: 'flat' as const, angular: true }, profile: [[0, 19], [burn, 17]] };
    const flame = GROUND - tall - burn - 26;
    return (
      shadow(brush, x, GROUND, 84) +
      turned(brush, stick) +
      ringAround(x, GROUND - tall * 0.5, 30, darken(second, 0.2), 3, 0.6) +
      turned(brush, candle) +
      glow(brush, x, flame, 240, 0.7) +
      stroke(`M${x} ${n(flame + 32)}v-16`, '#3A2A20', 3) +
      path(`M${x} ${n(flame - 42)}C${x + 22} ${n(flame - 6)} ${x + 18} ${n(flame + 20)} ${x} ${n(flame + 22)}C${x - 18} ${n(flame + 20)} ${x - 20} ${n(flame - 4)} ${x} ${n(flame - 42)}Z`, downward(brush, [[0, '#FFC55A'], [0.6, '#FFF6D8'], [1, '#F3953A']]))
    );
  };
  return brush.random.next() < 0.5 ? one(400, 300, 190) : one(512, 220, 150) + one(330, 320, 170);
};

export const readingLamp: Subject = (brush, [main, second]) => {
  const arm = curve([[352, GROUND - 30], [306, 640], [330, 470], [420, 330], [500, 300]]);
  const foot: Turned = { ...{ x: 352, base: GROUND, colour: main, gloss: 0.6, top: 'flat' as const, angular: true }, profile: [[0, 118], [26, 112]] };
  const hood: Turned = { ...{ x: 0, base: 0, colour: main, gloss: 0.6, top: 'round' as const }, profile: [[0, 118], [50, 108], [120, 56], [158, 30], [166, 0]] };
  return (
    path('M470 430L420 1000H800V800Z', linear(brush, [[0, '#FFE7AC', 0.5], [1, '#FFDB98', 0]], [0, 0, 0.3, 1])) +
    oval(570, 872, 210, 62, radial(brush, [[0, '#FFECC0', 0.8], [1, '#FFDFA6', 0]])) +
    shadow(brush, 352, GROUND, 130) +
    turned(brush, foot) +
    stroke(arm, darken(main, 0.5), 19) +
    stroke(arm, main, 13) +
    stroke(curve([[348, GROUND - 34], [302, 640], [326, 470], [416, 328], [500, 298]]), lighten(main, 0.6), 4, 'opacity="0.8"') +
    oval(352, GROUND - 30, 24, 10, darken(second, 0.3)) +
    `<g transform="translate(556 410) rotate(-32)">${turned(brush, hood)}${oval(0, 0, 118, 24, downward(brush, [[0, '#FFF6D6'], [1, '#F5C877']]))}</g>` +
    blurred(brush, 10, oval(566, 424, 70, 20, '#FFF4CF', 'opacity="0.8" transform="rotate(-32 566 424)"')) +
    glow(brush, 566, 440, 200, 0.45) +
    openPages(brush, 590, 872)
  );
};

/** A book that lies open in the light. */
function openPages(brush: Brush, x: number, y: number): string {
  const page = (side: 1 | -1) =>
    path(`M${x} ${y - 14}Q${x + side * 60} ${y - 38} ${x + side * 132} ${y - 18}L${x + side * 150} ${y + 30}Q${x + side * 66} ${y + 8} ${x} ${y + 34}Z`, linear(brush, side === 1 ? [[0, '#CDBB98'], [0.3, '#F7EBD0'], [1, '#EAD9B6']] : [[0, '#F4E7CA'], [0.7, '#F9EFD8'], [1, '#C6B38F']]));
  const lines = [0, 1, 2, 3].map((row) => stroke(`M${x + 22} ${y - 8 + row * 9}q46 -14 94 ${-4 + row}M${x - 22} ${y - 8 + row * 9}q-46 -14 -94 ${-4 + row}`, '#8C7858', 1.6, 'opacity="0.5"')).join('');
  return oval(x, y + 30, 170, 22, radial(brush, [[0, '#1A0B05', 0.5], [1, '#1A0B05', 0]])) + page(-1) + page(1) + lines;
}
