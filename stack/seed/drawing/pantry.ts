import { blob, curve, downward, faint, inside, linear, n, oval, path, polygon, radial, rect, shadow, stroke, type Brush, type Point } from './brush';
import { darken, lighten, mix, type Colour } from './colour';
import { GROUND } from './scene';
import { box, outline, ringAround, turned, type Turned } from './solids';
import type { Subject } from './subject';

/** A paper label around something round. */
function label(brush: Brush, x: number, y: number, width: number, height: number, paper: Colour, ink: Colour): string {
  const { random } = brush;
  const bend = width * 0.09;
  const shape = `M${n(x - width / 2)} ${n(y)}Q${n(x)} ${n(y + bend)} ${n(x + width / 2)} ${n(y)}v${n(height)}Q${n(x)} ${n(y + height + bend)} ${n(x - width / 2)} ${n(y + height)}Z`;
  const star = Array.from({ length: 8 }, (_, index) => {
    const angle = (index / 8) * Math.PI * 2;
    return stroke(`M${n(x)} ${n(y + height * 0.34)}L${n(x + Math.cos(angle) * width * 0.1)} ${n(y + height * 0.34 + Math.sin(angle) * width * 0.1)}`, ink, 4);
  }).join('');
  const words = [0.62, 0.74, 0.84].map((at, index) => {
    const half = width * (index === 0 ? 0.3 : random.between(0.14, 0.24));
    return stroke(`M${n(x - half)} ${n(y + height * at)}Q${n(x)} ${n(y + height * at + bend * 0.8)} ${n(x + half)} ${n(y + height * at)}`, ink, index === 0 ? 7 : 3, 'opacity="0.8"');
  });
  return path(shape, paper) + path(shape, linear(brush, [[0, '#1C0F0A', 0.3], [0.25, '#FFFFFF', 0.2], [0.6, '#1C0F0A', 0.06], [1, '#1C0F0A', 0.42]])) + star + words.join('');
}

/** Dry leaves or crumbs that lie in front. */
function scatter(brush: Brush, x: number, y: number, width: number, colour: Colour, count = 44): string {
  const { random } = brush;
  return Array.from({ length: count }, () => {
    const spread = (random.next() + random.next() - 1) * width;
    const [px, py] = [x + spread, y + random.between(-13, 13)];
    const tone = mix(darken(colour, 0.35), lighten(colour, 0.2), random.next());
    return `<g transform="translate(${n(px)} ${n(py)}) rotate(${n(random.between(0, 180))})">${oval(0, 2, 9, 3.6, '#1A0B05', 'opacity="0.35"')}${oval(0, 0, random.between(5, 10), random.between(1.6, 3.4), tone)}</g>`;
  }).join('');
}

const LEAF = '#5A5A34';

export const teaTin: Subject = (brush, [main, second, accent]) => {
  const tin: Turned = { ...{ x: 400, base: GROUND, colour: main, gloss: 0.5, top: 'flat' as const, angular: true }, profile: [[0, 150], [330, 150]] };
  const lid: Turned = { ...{ x: 400, base: GROUND - 326, colour: accent, gloss: 0.6, top: 'flat' as const, angular: true }, profile: [[0, 156], [62, 156], [70, 150]] };
  const wall = outline(tin);
  const motif = Array.from({ length: 9 }, (_, row) => Array.from({ length: 9 }, (_unused, column) => oval(250 + column * 38 + (row % 2 ? 19 : 0), GROUND - 320 + row * 40, 6, 6, second, 'opacity="0.5"')).join('')).join('');
  return (
    shadow(brush, 400, GROUND, 160) +
    turned(brush, { ...tin, surface: motif }) +
    inside(brush, wall, ringAround(400, GROUND - 26, 150, accent, 9) + ringAround(400, GROUND - 292, 150, accent, 9)) +
    label(brush, 392, GROUND - 250, 206, 186, mix(second, '#FFFFFF', 0.3), darken(main, 0.35)) +
    turned(brush, lid) +
    scatter(brush, 300, GROUND + 56, 130, LEAF)
  );
};

export const teaPouch: Subject = (brush, [main, second, accent]) => {
  const shape = `M262 ${GROUND - 408}H538L552 ${GROUND - 60}Q556 ${GROUND - 4} 530 ${GROUND}Q400 ${GROUND + 26} 270 ${GROUND}Q244 ${GROUND - 4} 248 ${GROUND - 60}Z`;
  return (
    shadow(brush, 400, GROUND, 160) +
    path(shape, linear(brush, [[0, darken(main, 0.3)], [0.14, lighten(main, 0.28)], [0.3, main], [0.7, lighten(main, 0.1)], [0.86, darken(main, 0.2)], [1, darken(main, 0.5)]])) +
    inside(brush, shape, stroke(`M250 ${GROUND - 100}Q400 ${GROUND - 60} 550 ${GROUND - 100}`, darken(main, 0.5), 5, 'opacity="0.3"') + path(`M248 ${GROUND - 90}L300 ${GROUND + 20}H240Z`, '#FFFFFF', 'opacity="0.12"')) +
    path(`M258 ${GROUND - 416}H542V${GROUND - 366}H258Z`, linear(brush, [[0, darken(accent, 0.2)], [0.3, lighten(accent, 0.3)], [1, darken(accent, 0.4)]])) +
    stroke(`M268 ${GROUND - 390}H532`, darken(accent, 0.4), 2, 'stroke-dasharray="7 6"') +
    label(brush, 398, GROUND - 320, 200, 200, mix(second, '#FFFFFF', 0.4), darken(main, 0.4)) +
    path(shape, downward(brush, [[0, '#000000', 0], [0.7, '#1C0F0A', 0.08], [1, '#1C0F0A', 0.45]])) +
    scatter(brush, 460, GROUND + 60, 150, LEAF, 52)
  );
};

export const teaCaddy: Subject = (brush, [main, second, accent]) => {
  const wood = '#8A4E2C';
  const grain = Array.from({ length: 13 }, (_, index) => stroke(curve([[220, GROUND - 20 - index * 18], [330, GROUND - 26 - index * 18 + brush.random.between(-8, 8)], [540, GROUND - 20 - index * 18]]), darken(wood, 0.5), 2, 'opacity="0.35"')).join('');
  const plate = rect(318, GROUND - 176, 116, 76, mix(second, '#FFFFFF', 0.3), 'rx="4"') + stroke(`M340 ${GROUND - 146}h72M352 ${GROUND - 126}h48`, darken(main, 0.3), 5);
  return (
    shadow(brush, 410, GROUND, 190) +
    box(brush, { x: 226, base: GROUND, width: 300, height: 236, depth: 150, colour: wood }, grain + plate) +
    box(brush, { x: 218, base: GROUND - 236, width: 316, height: 54, depth: 158, colour: lighten(wood, 0.08) }) +
    oval(376, GROUND - 250, 16, 12, linear(brush, [[0, '#F0D391'], [1, '#8A6220']])) +
    faint(1, stroke(`M120 ${GROUND + 70}L230 ${GROUND + 34}`, '#B98D46', 13) + stroke(`M120 ${GROUND + 67}L226 ${GROUND + 32}`, '#F0D391', 4)) +
    oval(258, GROUND + 30, 48, 22, linear(brush, [[0, '#8A6220'], [0.5, '#E3BE70'], [1, '#7A5418']])) +
    oval(258, GROUND + 26, 38, 14, mix(LEAF, accent, 0.2)) +
    scatter(brush, 400, GROUND + 66, 150, LEAF)
  );
};

export const teaGlass: Subject = (brush, [main, second, accent]) => {
  const one = (x: number, base: number, size: number): string => {
    const shape: Turned = { ...{ x, base, colour: '#FFF6E0', gloss: 0.8, insideColour: accent }, profile: [[0, 52 * size], [30 * size, 70 * size], [100 * size, 74 * size], [150 * size, 66 * size], [240 * size, 92 * size]] };
    const drink: Turned = { ...shape, colour: mix(main, '#C9772B', 0.45), gloss: 0.3, top: 'flat', profile: [[8, 50 * size], [30 * size, 64 * size], [100 * size, 68 * size], [150 * size, 61 * size], [196 * size, 72 * size]] };
    const gold = [0.3, 0.5, 0.86].map((share) => ringAround(x, base - 240 * size * share, (share > 0.8 ? 86 : 72) * size, '#D9AE4F', share === 0.5 ? 9 : 4, 0.9)).join('');
    return shadow(brush, x, base, 76 * size) + turned(brush, { ...drink, opacity: 0.92 }) + turned(brush, { ...shape, opacity: 0.34 }) + gold + oval(x - 36 * size, base - 120 * size, 8 * size, 60 * size, '#FFFFFF', 'opacity="0.6"') + oval(x + 10, base - 196 * size, 22 * size, 6, mix(second, '#5F8B4A', 0.6));
  };
  return one(498, GROUND - 34, 1.12) + one(330, GROUND + 8, 1.24) + scatter(brush, 500, GROUND + 60, 110, mix(LEAF, accent, 0.3));
};

/** A jar of glass that shows what is in it. */
function jar(brush: Brush, x: number, base: number, size: number, fill: Colour, second: Colour, ink: Colour): string {
  const glass: Turned = { ...{ x, base, colour: '#EFE6D2', gloss: 0.9 }, profile: [[0, 84 * size], [14 * size, 98 * size], [210 * size, 98 * size], [236 * size, 82 * size], [262 * size, 80 * size]] };
  const content: Turned = { ...glass, colour: fill, gloss: 0.1, top: 'flat', profile: [[7, 82 * size], [18 * size, 92 * size], [200 * size, 92 * size]] };
  const grains = Array.from({ length: 110 }, () =>
    oval(x + brush.random.between(-92, 92) * size, base - brush.random.between(4, 200) * size, brush.random.between(1.4, 3.6), brush.random.between(1.2, 3), brush.random.next() < 0.5 ? lighten(fill, 0.4) : darken(fill, 0.4), 'opacity="0.55"'),
  ).join('');
  const cork: Turned = { ...{ x, base: base - 250 * size, colour: '#C49A66', gloss: 0.1, top: 'flat' as const, angular: true }, profile: [[0, 72 * size], [58 * size, 80 * size]] };
  const holes = Array.from({ length: 16 }, () => oval(x + brush.random.between(-60, 60) * size, base - brush.random.between(256, 304) * size, 3, 2, '#7A5430', 'opacity="0.6"')).join('');
  return (
    shadow(brush, x, base, 104 * size) +
    turned(brush, { ...content, surface: grains }) +
    turned(brush, { ...glass, opacity: 0.3 }) +
    turned(brush, cork) +
    holes +
    oval(x - 62 * size, base - 120 * size, 9 * size, 80 * size, '#FFFFFF', 'opacity="0.55"') +
    label(brush, x + 8 * size, base - 158 * size, 116 * size, 104 * size, mix(second, '#FFF6E4', 0.7), ink)
  );
}

/** A cone of ground spice. */
function heap(brush: Brush, x: number, y: number, width: number, height: number, colour: Colour): string {
  const points: Point[] = [[x - width, y], [x - width * 0.5, y - height * 0.55], [x - width * 0.1, y - height], [x + width * 0.16, y - height * 0.96], [x + width * 0.56, y - height * 0.5], [x + width, y]];
  const shape = `${curve(points)}Q${n(x)} ${n(y + width * 0.2)} ${n(x - width)} ${n(y)}Z`;
  const grains = Array.from({ length: 90 }, () => oval(x + brush.random.between(-width, width), y - brush.random.next() * height, brush.random.between(1, 3), brush.random.between(1, 2.4), brush.random.next() < 0.5 ? lighten(colour, 0.5) : darken(colour, 0.5), 'opacity="0.5"')).join('');
  return path(shape, linear(brush, [[0, darken(colour, 0.05)], [0.35, lighten(colour, 0.32)], [0.6, colour], [1, darken(colour, 0.55)]])) + inside(brush, shape, grains);
}

export const spiceJar: Subject = (brush, [main, second, accent]) =>
  jar(brush, 366, GROUND, 1.3, main, second, darken(accent, 0.4)) +
  oval(590, GROUND + 58, 110, 18, radial(brush, [[0, '#1A0B05', 0.4], [1, '#1A0B05', 0]])) +
  heap(brush, 574, GROUND + 54, 92, 62, main);

export const spiceBowl: Subject = (brush, [main, second, accent]) => {
  const clay = brush.random.pick(['#3F4B4A', '#B9623F', '#D8CBB2', '#7E5A3C']);
  const dish: Turned = { ...{ x: 400, base: GROUND, colour: clay, gloss: 0.35, insideColour: clay }, profile: [[0, 100], [14, 110], [60, 180], [124, 228], [140, 230]] };
  const rimY = GROUND - 140;
  const pieces = Array.from({ length: 260 }, () => {
    const angle = brush.random.next() * Math.PI * 2;
    const far = Math.sqrt(brush.random.next());
    const [px, lift] = [400 + Math.cos(angle) * far * 208, (1 - far) * 86];
    const tone = mix(darken(main, 0.4), lighten(second, 0.1), brush.random.next());
    return { y: rimY + Math.sin(angle) * far * 30 - lift, drawn: (y: number) => `<g transform="translate(${n(px)} ${n(y)}) rotate(${n(brush.random.between(-60, 60))})">${oval(0, 4, 17, 8, '#1A0B05', 'opacity="0.3"')}${oval(0, 0, 17, 7.4, tone)}${oval(-4, -2, 8, 2, lighten(tone, 0.5), 'opacity="0.6"')}</g>` };
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
  const cup: Turned = { ...{ x: 380, base: GROUND, colour: wood, gloss: 0.3, insideColour: darken(wood, 0.2) }, profile: [[0, 112], [16, 116], [42, 78], [70, 92], [150, 158], [250, 172]] };
  const grain = Array.from({ length: 12 }, (_, index) => stroke(curve([[190 + index * 34, GROUND - 260], [200 + index * 34 + brush.random.between(-14, 14), GROUND - 140], [240 + index * 26, GROUND]]), darken(wood, 0.5), brush.random.between(2, 5), 'opacity="0.35"')).join('');
  const rimY = GROUND - 250;
  const pestle = `M${420} ${rimY + 18}L566 ${rimY - 176}q34 -18 40 20L470 ${rimY + 26}Z`;
  return (
    shadow(brush, 390, GROUND, 160) +
    turned(brush, { ...cup, surface: grain }) +
    heap(brush, 372, rimY + 10, 140, 34, main) +
    path(pestle, linear(brush, [[0, lighten(wood, 0.5)], [0.5, lighten(wood, 0.1)], [1, darken(wood, 0.5)]], [0, 0, 1, 0.6])) +
    oval(590, rimY - 172, 30, 26, radial(brush, [[0, lighten(wood, 0.6)], [1, darken(wood, 0.3)]], [0.36, 0.3, 0.8])) +
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
  jar(brush, 400, GROUND, 1.42, mix(main, '#FFFFFF', 0.45), second, darken(accent, 0.3)) + scatter(brush, 320, GROUND + 62, 120, main, 36);

export const seedBox: Subject = (brush, [main, second, accent]) => {
  const packets = [0, 1, 2, 3, 4]
    .map((index) => {
      const x = 250 + index * 58;
      const tone = [accent, '#E2AE3C', main, '#C9683F', '#8E9C94'][index] ?? main;
      const sheet = polygon([[x, GROUND - 150], [x + 12, GROUND - 330 - (index % 2) * 22], [x + 108, GROUND - 336 - (index % 2) * 22], [x + 100, GROUND - 150]]);
      const flower = blob([0, 1, 2, 3, 4, 5].map((petal): Point => [x + 58 + Math.cos(petal * 1.05) * 22, GROUND - 280 + Math.sin(petal * 1.05) * 22]));
      return path(sheet, linear(brush, [[0, lighten(tone, 0.5)], [1, tone]])) + path(flower, lighten(tone, 0.75)) + oval(x + 58, GROUND - 280, 8, 8, '#D79A35') + stroke(`M${x + 58} ${GROUND - 256}v60`, '#5F7350', 5);
    })
    .join('');
  const boards = [1, 2].map((row) => stroke(`M200 ${GROUND - row * 62}h360`, darken(second, 0.4), 3, 'opacity="0.5"')).join('');
  return (
    shadow(brush, 410, GROUND, 200) +
    box(brush, { x: 200, base: GROUND, width: 360, height: 190, depth: 90, colour: darken(main, 0.5) }) +
    packets +
    box(brush, { x: 200, base: GROUND, width: 360, height: 188, depth: 2, colour: mix(main, '#B98D5A', 0.25) }, boards + rect(300, GROUND - 138, 160, 78, '#F6EBD3', 'rx="5"') + stroke(`M326 ${GROUND - 106}h108M346 ${GROUND - 84}h68`, darken(second, 0.2), 6))
  );
};
