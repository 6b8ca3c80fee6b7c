import { downward, linear, n, oval, path, polygon, radial, rect, shadow, stroke } from './brush';
import { darken, lighten } from './colour';
import { glow } from './lit';
import { GROUND } from './frame';
import { ringAround, turned, type Turned } from './solids';
import type { Subject } from './subject';

export const lantern: Subject = (brush, [main, second]) => {
  const [left, right, top, bottom] = [272, 528, 372, GROUND - 26];
  const glass = linear(brush, '0 #FFE9B0 0.5, 0.5 #FFCE79 0.7, 1 #D98A3C 0.55');
  const bar = (x: number, width: number) =>
    rect(
      x - width / 2,
      top,
      width,
      bottom - top,
      linear(brush, `0 ${darken(main, 0.3)}, 0.35 ${lighten(main, 0.5)}, 1 ${darken(main, 0.5)}`),
    );
  const candle: Turned = {
    ...{ x: 400, base: bottom - 6, colour: '#F3E6CA', gloss: 0.15, top: 'flat' as const, angular: true },
    profile: [
      [0, 46],
      [150, 46],
    ],
  };
  const flameY = bottom - 186;
  return (
    glow(brush, 400, 600, 420, 0.55) +
    shadow(brush, 400, GROUND, 170) +
    oval(400, GROUND + 20, 320, 60, radial(brush, '0 #FFDD99 0.6, 1 #FFDD99 0')) +
    rect(left, top, right - left, bottom - top, '#3A2415', 'opacity="0.5"') +
    turned(brush, candle) +
    glow(brush, 400, flameY, 170, 0.95) +
    path(
      `M400 ${flameY - 62}C432 ${flameY - 12} 428 ${flameY + 26} 400 ${flameY + 28}C372 ${flameY + 26} 370 ${flameY - 8} 400 ${flameY - 62}Z`,
      downward(brush, '0 #FFC861, 0.6 #FFF3CF, 1 #F08A2E'),
    ) +
    rect(left, top, right - left, bottom - top, glass, 'opacity="0.5"') +
    path(`M${left + 24} ${top}h46L${left + 20} ${bottom}h-14Z`, '#FFFFFF', 'opacity="0.16"') +
    [left, 400 - 50, 400 + 50, right].map((x, index) => bar(x, index % 3 === 0 ? 20 : 9)).join('') +
    rect(
      left - 26,
      bottom - 6,
      right - left + 52,
      34,
      linear(brush, `0 ${darken(main, 0.3)}, 0.3 ${lighten(main, 0.4)}, 1 ${darken(main, 0.55)}`),
      'rx="6"',
    ) +
    path(
      polygon([
        [left - 34, top + 6],
        [right + 34, top + 6],
        [456, top - 112],
        [344, top - 112],
      ]),
      linear(brush, `0 ${darken(main, 0.2)}, 0.32 ${lighten(main, 0.45)}, 1 ${darken(main, 0.55)}`),
    ) +
    Array.from({ length: 7 }, (_, index) =>
      oval(302 + index * 33, top - 32, 6, 15, darken(second, 0.5)),
    ).join('') +
    rect(
      358,
      top - 146,
      84,
      38,
      linear(brush, `0 ${darken(main, 0.3)}, 0.3 ${lighten(main, 0.4)}, 1 ${darken(main, 0.5)}`),
      'rx="8"',
    ) +
    stroke(`M400 ${top - 150}m-46 0a46 46 0 1 1 92 0`, lighten(main, 0.1), 11)
  );
};

export const candlestick: Subject = (brush, [main, second]) => {
  const one = (x: number, tall: number, burn: number): string => {
    const stick: Turned = {
      ...{ x, base: GROUND, colour: main, gloss: 0.75, top: 'flat' as const },
      profile: [
        [0, 86],
        [10, 84],
        [22, 34],
        [46, 20],
        [tall * 0.4, 15],
        [tall * 0.5, 30],
        [tall * 0.58, 15],
        [tall * 0.84, 14],
        [tall * 0.92, 44],
        [tall, 40],
      ],
    };
    const candle: Turned = {
      ...{ x, base: GROUND - tall + 4, colour: '#F2E3C4', gloss: 0.12, top: 'flat' as const, angular: true },
      profile: [
        [0, 19],
        [burn, 17],
      ],
    };
    const flame = GROUND - tall - burn - 26;
    return (
      shadow(brush, x, GROUND, 84) +
      turned(brush, stick) +
      ringAround(x, GROUND - tall * 0.5, 30, darken(second, 0.2), 3, 0.6) +
      turned(brush, candle) +
      glow(brush, x, flame, 240, 0.7) +
      stroke(`M${x} ${n(flame + 32)}v-16`, '#3A2A20', 3) +
      path(
        `M${x} ${n(flame - 42)}C${x + 22} ${n(flame - 6)} ${x + 18} ${n(flame + 20)} ${x} ${n(flame + 22)}C${x - 18} ${n(flame + 20)} ${x - 20} ${n(flame - 4)} ${x} ${n(flame - 42)}Z`,
        downward(brush, '0 #FFC55A, 0.6 #FFF6D8, 1 #F3953A'),
      )
    );
  };
  return brush.random.next() < 0.5 ? one(400, 300, 190) : one(512, 220, 150) + one(330, 320, 170);
};
