import {
  blob,
  type Brush,
  curve,
  downward,
  group,
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
import { BRASS, PAGES } from './covers';
import { GROUND } from './frame';
import { box, turned, type Turned } from './solids';
import type { Subject } from './subject';

export const notebook: Subject = (brush, palette) => {
  const [main, second, accent] = palette;
  const { random } = brush;
  const isMarble = main === '#9C4A44';
  const marble = Array.from({ length: 26 }, () => {
    const [x, y] = [random.between(-20, 320), random.between(0, 440)];
    return stroke(
      curve([
        [x - 90, y],
        [x - 30, y + random.between(-50, 50)],
        [x + 40, y + random.between(-50, 50)],
        [x + 110, y],
      ]),
      random.pick([second, accent, lighten(main, 0.4), darken(main, 0.4)]),
      random.between(5, 20),
      'opacity="0.75"',
    );
  }).join('');
  const face = 'M0 0H286Q300 0 300 14V406Q300 420 286 420H0Z';
  const one = (x: number, y: number, turn: number, tone: Colour, top: boolean): string =>
    group(
      `translate(${x} ${y}) rotate(${turn})`,
      path('M12 14H316V434H12Z', '#1A0B05', 'opacity="0.4"') +
        path('M4 8H306V428H4Z', PAGES) +
        Array.from({ length: 4 }, (_, index) =>
          stroke(`M8 ${422 + index * 2}H304M${301 + index * 1.6} 12V424`, '#A8956F', 1),
        ).join('') +
        path(face, tone) +
        inside(
          brush,
          face,
          (isMarble ? marble : '') + rect(0, 0, 40, 420, isMarble ? '#3B2A22' : darken(tone, 0.28)),
        ) +
        path(
          face,
          linear(brush, '0 #1C0F0A 0.3, 0.06 #FFF6E4 0.2, 0.4 #FFF6E4 0.12, 1 #1C0F0A 0.3', [0, 0, 1, 0.6]),
        ) +
        (top
          ? rect(110, 96, 130, 74, mix(second, '#FFFFFF', 0.4), 'rx="4"') +
            stroke('M132 124h86M132 146h56', darken(main, 0.3), 4) +
            stroke('M262 0V420', darken(accent, 0.2), 9)
          : ''),
    );
  return (
    one(276, 420, 11, mix(main, second, 0.5), false) +
    one(230, 384, -4, main, true) +
    pencil(brush, 620, 560, 74, accent)
  );
};

function pencil(brush: Brush, x: number, y: number, turn: number, colour: Colour): string {
  return group(
    `translate(${x} ${y}) rotate(${turn})`,
    rect(-156, 8, 330, 12, '#1A0B05', 'opacity="0.35" rx="6"') +
      rect(
        -160,
        -11,
        270,
        22,
        downward(brush, `0 ${lighten(colour, 0.45)}, 0.4 ${colour}, 1 ${darken(colour, 0.5)}`),
      ) +
      rect(-184, -11, 26, 22, downward(brush, `0 #F0D391, 0.5 ${BRASS}, 1 #6E4E18`)) +
      path('M110 -11L166 -3V3L110 11Z', downward(brush, '0 #F2D6A6, 1 #B98D5A')) +
      path('M152 -5L178 0L152 5Z', '#2A2320'),
  );
}

export const pencils: Subject = (brush, [main, second, accent]) => {
  const tones = [main, lighten(main, 0.22), second, accent, darken(main, 0.3), mix(main, accent, 0.5)];
  const cup: Turned = {
    ...{ x: 400, base: GROUND, colour: '#D8CBB2', gloss: 0.35, insideColour: '#6B5236' },
    profile: [
      [0, 104],
      [12, 112],
      [220, 118],
      [236, 120],
    ],
  };
  const standing = tones.map((tone, index) => {
    const [lean, foot] = [(index - 2.5) * 7.5, 340 + index * 24];
    return group(
      `translate(${foot} ${GROUND - 150}) rotate(${n(lean)})`,
      rect(
        -13,
        -330 - (index % 3) * 26,
        26,
        330,
        linear(
          brush,
          `0 ${darken(tone, 0.3)}, 0.3 ${lighten(tone, 0.5)}, 0.6 ${tone}, 1 ${darken(tone, 0.5)}`,
        ),
      ) +
        path(
          `M-13 ${-330 - (index % 3) * 26}L-4 ${-384 - (index % 3) * 26}H4L13 ${-330 - (index % 3) * 26}Z`,
          linear(brush, '0 #F2D6A6, 1 #B98D5A'),
        ) +
        path(
          `M-5 ${-378 - (index % 3) * 26}L0 ${-402 - (index % 3) * 26}L5 ${-378 - (index % 3) * 26}Z`,
          darken(tone, 0.5),
        ),
    );
  });
  return (
    shadow(brush, 400, GROUND, 130) +
    oval(400, GROUND - 236, 118, 20, '#3A2A1C') +
    standing.join('') +
    turned(brush, { ...cup, top: 'round' }) +
    stroke(`M280 ${GROUND - 236}A120 20.4 0 0 0 520 ${GROUND - 236}`, '#F4E9D2', 8)
  );
};

export const inkBottle: Subject = (brush, [main, second]) => {
  const glass: Turned = {
    ...{ x: 380, base: GROUND, colour: mix(main, '#0E0E16', 0.2), gloss: 0.9, top: 'flat' as const },
    profile: [
      [0, 150],
      [16, 164],
      [130, 160],
      [186, 96],
      [206, 62],
      [236, 60],
    ],
  };
  const lid: Turned = {
    ...{ x: 380, base: GROUND - 232, colour: '#1F1B1A', gloss: 0.7, top: 'flat' as const, angular: true },
    profile: [
      [0, 74],
      [62, 74],
    ],
  };
  const blot = blob(
    Array.from({ length: 12 }, (_, index): Point => {
      const [angle, far] = [(index / 12) * Math.PI * 2, index % 2 ? 1 : 0.62];
      return [
        600 + Math.cos(angle) * 62 * far * brush.random.between(0.8, 1.25),
        GROUND + 56 + Math.sin(angle) * 18 * far,
      ];
    }),
  );
  return (
    path(
      polygon([
        [470, GROUND + 20],
        [740, GROUND + 6],
        [770, GROUND + 96],
        [450, GROUND + 110],
      ]),
      '#F8EFDC',
    ) +
    path(blot, main) +
    stroke(`M496 ${GROUND + 44}q30 -20 44 0t40 -6`, main, 5) +
    shadow(brush, 380, GROUND, 170) +
    turned(brush, glass) +
    oval(296, GROUND - 90, 10, 60, '#FFFFFF', 'opacity="0.6"') +
    rect(
      300,
      GROUND - 124,
      160,
      92,
      linear(
        brush,
        `0 ${darken(second, 0.18)}, 0.3 ${mix(second, '#FFFFFF', 0.4)}, 1 ${darken(second, 0.3)}`,
      ),
      'rx="3"',
    ) +
    stroke(`M330 ${GROUND - 94}h100M350 ${GROUND - 66}h60`, main, 6) +
    turned(brush, lid) +
    penNib(brush)
  );
};

function penNib(brush: Brush): string {
  return group(
    `translate(640 ${GROUND + 30}) rotate(-58)`,
    rect(46, -13, 330, 26, downward(brush, '0 #7A4A30, 0.35 #4A2A1A, 1 #1C0F0A'), 'rx="12"') +
      rect(40, -13, 22, 26, downward(brush, '0 #F6DFA6, 1 #7C5A1F')) +
      path('M-34 0Q10 -18 44 -11V11Q10 18 -34 0Z', downward(brush, '0 #FBEBB5, 0.5 #C79A4B, 1 #6E4E18')) +
      stroke('M-30 0H14', '#4A3414', 2),
  );
}

export const letterSet: Subject = (brush, [main, second, accent]) => {
  const envelope = (x: number, y: number, turn: number, paper: Colour, lining: Colour) =>
    group(
      `translate(${x} ${y}) rotate(${turn})`,
      rect(-196, -124, 412, 280, '#1A0B05', 'opacity="0.3" rx="6"') +
        rect(
          -204,
          -136,
          408,
          272,
          linear(brush, `0 ${lighten(paper, 0.4)}, 1 ${darken(paper, 0.1)}`, [0, 0, 1, 1]),
          'rx="5"',
        ) +
        path('M-204 -134L0 36L204 -134Z', darken(paper, 0.09)) +
        path('M-186 -134L0 18L186 -134Z', lining) +
        Array.from({ length: 9 }, (_, index) =>
          stroke(`M${-170 + index * 42} -132l20 16`, lighten(lining, 0.5), 3, 'opacity="0.6"'),
        ).join(''),
    );
  const sealed = group(
    'translate(420 660) rotate(-6)',
    rect(-190, -112, 400, 262, '#1A0B05', 'opacity="0.34" rx="6"') +
      rect(
        -198,
        -126,
        396,
        252,
        linear(brush, `0 #FFFDF6, 1 ${darken(second, 0.1)}`, [0, 0, 1, 1]),
        'rx="5"',
      ) +
      stroke('M-198 -122L0 34L198 -122', darken(second, 0.3), 3, 'opacity="0.6"') +
      oval(
        2,
        38,
        41,
        40,
        radial(brush, `0 ${lighten(main, 0.35)}, 0.6 ${main}, 1 ${darken(main, 0.5)}`, [0.36, 0.3, 0.8]),
      ) +
      stroke('M-16 38h36M2 20v36', darken(main, 0.5), 5, 'opacity="0.6"'),
  );
  return (
    oval(420, GROUND - 10, 320, 54, radial(brush, '0 #1A0B05 0.45, 1 #1A0B05 0')) +
    envelope(360, 560, 9, second, main) +
    envelope(410, 590, -13, mix(second, main, 0.12), accent) +
    sealed
  );
};

export const calendar: Subject = (brush, [main, second, accent]) => {
  const days = Array.from({ length: 30 }, (_, index) =>
    rect(
      270 + (index % 7) * 38,
      560 + Math.floor(index / 7) * 36,
      16,
      13,
      index === 11 ? accent : darken(second, 0.6),
      'rx="3" opacity="0.75"',
    ),
  ).join('');
  const card = `M236 300H564V772H236Z`;
  const scene = inside(
    brush,
    'M236 300H564V520H236Z',
    rect(236, 300, 328, 220, mix(main, second, 0.35)) +
      oval(470, 384, 44, 44, accent) +
      path(
        `${curve([
          [220, 470],
          [320, 420],
          [420, 468],
          [600, 410],
        ])}V540H220Z`,
        main,
      ) +
      path(
        `${curve([
          [220, 500],
          [340, 480],
          [470, 512],
          [600, 470],
        ])}V540H220Z`,
        darken(main, 0.35),
      ),
  );
  return (
    shadow(brush, 404, GROUND, 190) +
    path('M262 318H590V790H262Z', '#1A0B05', 'opacity="0.26"') +
    path(card, linear(brush, `0 #FFFDF6, 1 ${darken(second, 0.08)}`, [0, 0, 1, 1])) +
    scene +
    days +
    rect(270, 530, 130, 12, main) +
    box(brush, { x: 206, base: GROUND, width: 370, height: 54, depth: 70, colour: '#C9975F' }) +
    rect(230, GROUND - 60, 340, 8, '#3A2415', 'opacity="0.6"')
  );
};

export const folder: Subject = (brush, [main, second, accent]) => {
  const face = 'M-190 -250H190V250H-190Z';
  const threads = Array.from(
    { length: 84 },
    (_, index) =>
      stroke(`M-190 ${-250 + index * 6}H190`, index % 2 ? '#FFF6E4' : '#1C0F0A', 1, 'opacity="0.1"') +
      (index < 64 ? stroke(`M${-190 + index * 6} -250V250`, '#1C0F0A', 1, 'opacity="0.08"') : ''),
  ).join('');
  return (
    oval(420, GROUND + 10, 260, 40, radial(brush, '0 #1A0B05 0.55, 1 #1A0B05 0')) +
    group(
      'translate(404 566) rotate(-5)',
      rect(-168, -226, 388, 500, '#1A0B05', 'opacity="0.36"') +
        rect(-176, -262, 376, 500, '#F8EFDC') +
        rect(-166, -268, 370, 500, '#FFF9EC') +
        path(face, main) +
        inside(brush, face, threads) +
        path(face, linear(brush, '0 #FFF6E4 0.22, 0.5 #FFF6E4 0, 1 #1C0F0A 0.34', [0, 0, 1, 1])) +
        rect(-190, -250, 60, 500, mix(accent, main, 0.35), 'opacity="0.85"') +
        rect(-50, -150, 180, 90, mix(second, '#FFFFFF', 0.4), 'rx="4"') +
        stroke('M-24 -118h128M-24 -92h84', darken(main, 0.3), 5) +
        stroke('M190 0C120 -26 60 26 0 0M190 0C240 30 232 90 206 150M190 0C206 60 250 80 262 130', accent, 9),
    )
  );
};
