import { curve, downward, faint, inside, linear, oval, path, rect, shadow, stroke } from './brush';
import { brightness, darken, lighten, mix } from './colour';
import { label, LEAF, scatter } from './labels';
import { GROUND } from './frame';
import { box, outline, ringAround, turned, type Turned } from './solids';
import type { Subject } from './subject';

export const teaTin: Subject = (brush, [main, second, accent]) => {
  const tin: Turned = {
    ...{ x: 400, base: GROUND, colour: main, gloss: 0.5, top: 'flat' as const, angular: true },
    profile: [
      [0, 150],
      [330, 150],
    ],
  };
  const lid: Turned = {
    ...{ x: 400, base: GROUND - 326, colour: accent, gloss: 0.6, top: 'flat' as const, angular: true },
    profile: [
      [0, 156],
      [62, 156],
      [70, 150],
    ],
  };
  const wall = outline(tin);
  const motif = Array.from({ length: 9 }, (_, row) =>
    Array.from({ length: 9 }, (_unused, column) =>
      oval(250 + column * 38 + (row % 2 ? 19 : 0), GROUND - 320 + row * 40, 6, 6, second, 'opacity="0.5"'),
    ).join(''),
  ).join('');
  return (
    shadow(brush, 400, GROUND, 160) +
    turned(brush, { ...tin, surface: motif }) +
    inside(
      brush,
      wall,
      ringAround(400, GROUND - 26, 150, accent, 9) + ringAround(400, GROUND - 292, 150, accent, 9),
    ) +
    label(brush, 392, GROUND - 250, 206, 186, mix(second, '#FFFFFF', 0.3), darken(main, 0.35)) +
    turned(brush, lid) +
    scatter(brush, 300, GROUND + 56, 130, LEAF)
  );
};

export const teaPouch: Subject = (brush, [main, second, accent]) => {
  const shape = `M262 ${GROUND - 408}H538L552 ${GROUND - 60}Q556 ${GROUND - 4} 530 ${GROUND}Q400 ${GROUND + 26} 270 ${GROUND}Q244 ${GROUND - 4} 248 ${GROUND - 60}Z`;
  return (
    shadow(brush, 400, GROUND, 160) +
    path(
      shape,
      linear(
        brush,
        `0 ${darken(main, 0.3)}, 0.14 ${lighten(main, 0.28)}, 0.3 ${main}, 0.7 ${lighten(main, 0.1)}, 0.86 ${darken(main, 0.2)}, 1 ${darken(main, 0.5)}`,
      ),
    ) +
    inside(
      brush,
      shape,
      stroke(
        `M250 ${GROUND - 100}Q400 ${GROUND - 60} 550 ${GROUND - 100}`,
        darken(main, 0.5),
        5,
        'opacity="0.3"',
      ) + path(`M248 ${GROUND - 90}L300 ${GROUND + 20}H240Z`, '#FFFFFF', 'opacity="0.12"'),
    ) +
    path(
      `M258 ${GROUND - 416}H542V${GROUND - 366}H258Z`,
      linear(brush, `0 ${darken(accent, 0.2)}, 0.3 ${lighten(accent, 0.3)}, 1 ${darken(accent, 0.4)}`),
    ) +
    stroke(`M268 ${GROUND - 390}H532`, darken(accent, 0.4), 2, 'stroke-dasharray="7 6"') +
    label(brush, 398, GROUND - 320, 200, 200, mix(second, '#FFFFFF', 0.4), darken(main, 0.4)) +
    path(shape, downward(brush, '0 #000000 0, 0.7 #1C0F0A 0.08, 1 #1C0F0A 0.45')) +
    scatter(brush, 460, GROUND + 60, 150, LEAF, 52)
  );
};

export const teaCaddy: Subject = (brush, [main, second, accent]) => {
  const wood = '#8A4E2C';
  const grain = Array.from({ length: 13 }, (_, index) =>
    stroke(
      curve([
        [220, GROUND - 20 - index * 18],
        [330, GROUND - 26 - index * 18 + brush.random.between(-8, 8)],
        [540, GROUND - 20 - index * 18],
      ]),
      darken(wood, 0.5),
      2,
      'opacity="0.35"',
    ),
  ).join('');
  const plate =
    rect(318, GROUND - 176, 116, 76, mix(second, '#FFFFFF', 0.3), 'rx="4"') +
    stroke(`M340 ${GROUND - 146}h72M352 ${GROUND - 126}h48`, darken(main, 0.3), 5);
  return (
    shadow(brush, 410, GROUND, 190) +
    box(brush, { x: 226, base: GROUND, width: 300, height: 236, depth: 150, colour: wood }, grain + plate) +
    box(brush, {
      x: 218,
      base: GROUND - 236,
      width: 316,
      height: 54,
      depth: 158,
      colour: lighten(wood, 0.08),
    }) +
    oval(376, GROUND - 250, 16, 12, linear(brush, '0 #F0D391, 1 #8A6220')) +
    faint(
      1,
      stroke(`M120 ${GROUND + 70}L230 ${GROUND + 34}`, '#B98D46', 13) +
        stroke(`M120 ${GROUND + 67}L226 ${GROUND + 32}`, '#F0D391', 4),
    ) +
    oval(258, GROUND + 30, 48, 22, linear(brush, '0 #8A6220, 0.5 #E3BE70, 1 #7A5418')) +
    oval(258, GROUND + 26, 38, 14, mix(LEAF, accent, 0.2)) +
    scatter(brush, 400, GROUND + 66, 150, LEAF)
  );
};

export const teaGlass: Subject = (brush, [main, second, accent]) => {
  const one = (x: number, base: number, size: number): string => {
    const shape: Turned = {
      ...{ x, base, colour: '#FFF6E0', gloss: 0.8, insideColour: accent },
      profile: [
        [0, 52 * size],
        [30 * size, 70 * size],
        [100 * size, 74 * size],
        [150 * size, 66 * size],
        [240 * size, 92 * size],
      ],
    };
    const drink: Turned = {
      ...shape,
      profile: [
        [8, 50 * size],
        [30 * size, 64 * size],
        [100 * size, 68 * size],
        [150 * size, 61 * size],
        [196 * size, 72 * size],
      ],
    };
    const brew = mix(main, brightness(main) < 0.3 ? '#B8342F' : '#E0942E', 0.62);
    const level = base - 196 * size;
    const clear = linear(
      brush,
      `0 ${darken(brew, 0.4)}, 0.16 ${brew}, 0.4 ${lighten(brew, 0.5)}, 0.62 ${lighten(brew, 0.2)}, 0.86 ${brew}, 1 ${darken(brew, 0.45)}`,
    );
    const filled =
      path(outline(drink), clear) +
      path(outline(drink), downward(brush, '0 #FFF2CC 0.3, 0.5 #FFF2CC 0, 1 #4A1E0C 0.4')) +
      oval(
        x,
        level,
        72 * size,
        12 * size,
        linear(brush, `0 ${darken(brew, 0.1)}, 0.4 ${lighten(brew, 0.5)}, 1 ${brew}`),
      );
    const gold = [0.3, 0.5, 0.86]
      .map((share) =>
        ringAround(
          x,
          base - 240 * size * share,
          (share > 0.8 ? 86 : 72) * size,
          '#D9AE4F',
          share === 0.5 ? 9 : 4,
          0.9,
        ),
      )
      .join('');
    return (
      shadow(brush, x, base, 76 * size) +
      filled +
      turned(brush, { ...shape, opacity: 0.2 }) +
      stroke(outline(shape), '#FFF9EC', 3, 'opacity="0.55"') +
      gold +
      oval(x - 36 * size, base - 120 * size, 8 * size, 60 * size, '#FFFFFF', 'opacity="0.6"') +
      oval(x + 10, base - 196 * size, 22 * size, 6, mix(second, '#5F8B4A', 0.6))
    );
  };
  return (
    one(498, GROUND - 34, 1.12) +
    one(330, GROUND + 8, 1.24) +
    scatter(brush, 500, GROUND + 60, 110, mix(LEAF, accent, 0.3))
  );
};
