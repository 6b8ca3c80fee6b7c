import {
  downward,
  group,
  inside,
  linear,
  n,
  oval,
  path,
  radial,
  rect,
  shadow,
  stroke,
  type Brush,
} from './brush';
import { darken, lighten, type Colour } from './colour';
import { GROUND } from './frame';
import type { Subject } from './subject';

const BRASS = '#C79A4B';
const THREAD = 'stroke-dasharray="9 7" opacity="0.85"';

/** A piece of hide: soft light, a grain that is felt more than seen, darker at the edge. */
function hide(
  brush: Brush,
  shape: string,
  colour: Colour,
  area: readonly [number, number, number, number],
): string {
  const { random } = brush;
  const [x, y, width, height] = area;
  const grain = Array.from({ length: 150 }, () => {
    const [px, py] = [x + random.next() * width, y + random.next() * height];
    return stroke(
      `M${n(px)} ${n(py)}q${n(random.between(-6, 6))} ${n(random.between(2, 7))} ${n(random.between(-10, 10))} ${n(random.between(-2, 8))}`,
      random.next() < 0.5 ? darken(colour, 0.6) : lighten(colour, 0.5),
      1.1,
      `opacity="${random.between(0.08, 0.22).toFixed(2)}"`,
    );
  }).join('');
  return (
    path(
      shape,
      linear(
        brush,
        `0 ${darken(colour, 0.26)}, 0.25 ${lighten(colour, 0.26)}, 0.55 ${colour}, 1 ${darken(colour, 0.44)}`,
        [0, 0, 1, 0.5],
      ),
    ) +
    inside(brush, shape, grain) +
    path(shape, downward(brush, '0 #FFF3DC 0.16, 0.4 #000000 0, 1 #1C0F0A 0.42')) +
    stroke(shape, darken(colour, 0.6), 2.5, 'opacity="0.6"')
  );
}

const rivet = (brush: Brush, x: number, y: number, r = 8) =>
  oval(x, y, r, r, radial(brush, `0 #FFF1C9, 0.5 ${BRASS}, 1 ${darken(BRASS, 0.6)}`, [0.35, 0.3, 0.8]));

export const tote: Subject = (brush, [main, , accent]) => {
  const body = `M236 470Q400 498 564 470L596 ${GROUND - 16}Q400 ${GROUND + 26} 204 ${GROUND - 16}Z`;
  const handle = 'M322 486C318 270 350 218 400 218C450 218 482 270 478 486';
  const back = 'M336 474C336 300 360 250 402 250C444 250 466 300 466 474';
  return (
    shadow(brush, 404, GROUND, 200) +
    stroke(back, darken(main, 0.6), 20) +
    oval(400, 474, 166, 20, darken(main, 0.72)) +
    hide(brush, body, main, [200, 460, 400, 380]) +
    stroke(`M216 ${GROUND - 40}Q400 ${GROUND} 584 ${GROUND - 40}`, lighten(accent, 0.3), 2.6, THREAD) +
    stroke('M246 486Q400 514 554 486', lighten(accent, 0.3), 2.6, THREAD) +
    stroke(handle, darken(main, 0.5), 26) +
    stroke(handle, lighten(main, 0.08), 18) +
    stroke('M322 480C320 274 352 224 400 224', lighten(main, 0.5), 4, 'opacity="0.6"') +
    [322, 478]
      .map(
        (x) =>
          hide(brush, `M${x - 24} 488h48v66l-24 20l-24 -20Z`, darken(main, 0.1), [x - 24, 480, 48, 90]) +
          rivet(brush, x, 508) +
          rivet(brush, x, 544),
      )
      .join('') +
    rect(366, 610, 68, 40, darken(main, 0.16), 'rx="4" opacity="0.7"') +
    stroke('M380 630h40', lighten(accent, 0.2), 3, 'opacity="0.8"')
  );
};

export const satchel: Subject = (brush, [main, second, accent]) => {
  const body = `M186 470H614V${GROUND - 10}Q614 ${GROUND + 6} 598 ${GROUND + 6}H202Q186 ${GROUND + 6} 186 ${GROUND - 10}Z`;
  const flap = 'M176 448Q176 426 198 426H602Q624 426 624 448V640Q624 700 560 700H240Q176 700 176 640Z';
  const strap = 'M196 440C120 250 260 120 400 120C540 120 680 250 604 440';
  return (
    shadow(brush, 404, GROUND, 230) +
    stroke(strap, darken(main, 0.55), 24) +
    stroke(strap, darken(main, 0.15), 17) +
    hide(brush, body, darken(main, 0.16), [180, 460, 440, 380]) +
    path('M176 690Q400 740 624 690V720Q400 760 176 720Z', '#1A0B05', 'opacity="0.28"') +
    hide(brush, flap, main, [176, 426, 448, 280]) +
    stroke(
      'M192 450Q192 440 204 440H596Q608 440 608 450V636Q608 684 556 684H244Q192 684 192 636Z',
      lighten(accent, 0.3),
      2.6,
      THREAD,
    ) +
    hide(
      brush,
      'M344 412q0 -50 56 -50q56 0 56 50v18h-22v-14q0 -28 -34 -28q-34 0 -34 28v14h-22Z',
      second,
      [340, 360, 120, 70],
    ) +
    rect(
      366,
      664,
      68,
      58,
      linear(brush, `0 ${darken(BRASS, 0.3)}, 0.35 ${lighten(BRASS, 0.6)}, 1 ${darken(BRASS, 0.45)}`),
      'rx="8"',
    ) +
    rect(390, 676, 20, 34, darken(BRASS, 0.45), 'rx="6"') +
    [214, 586].map((x) => rivet(brush, x, 462, 10)).join('')
  );
};

export const wallet: Subject = (brush, [main, second, accent]) => {
  const cover = 'M-210 -140H190Q210 -140 210 -120V120Q210 140 190 140H-210Q-222 0 -210 -140Z';
  const cards = ['#0F6B63', '#D79A35', '#E9E0D0']
    .map((colour, index) =>
      rect(
        -120 + index * 12,
        -176 + index * 16,
        270,
        120,
        linear(brush, `0 ${lighten(colour, 0.25)}, 1 ${darken(colour, 0.2)}`),
        'rx="12"',
      ),
    )
    .join('');
  const lower = 'M-214 -88H190Q210 -88 210 -70V120Q210 140 190 140H-210Q-220 40 -214 -88Z';
  return (
    oval(420, 700, 280, 60, radial(brush, '0 #1A0B05 0.6, 1 #1A0B05 0')) +
    group(
      'translate(400 560) rotate(-7)',
      hide(brush, cover, darken(main, 0.2), [-220, -140, 430, 280]) +
        cards +
        hide(brush, lower, main, [-220, -90, 430, 230]) +
        stroke('M-198 -72H186Q196 -72 196 -62V114Q196 126 184 126H-198', lighten(accent, 0.35), 2.6, THREAD) +
        path('M-222 -140Q-236 0 -212 140L-196 140Q-216 0 -206 -140Z', darken(second, 0.2)) +
        stroke('M110 84h52', lighten(accent, 0.2), 4, 'opacity="0.7"'),
    )
  );
};

export const belt: Subject = (brush, [main, , accent]) => {
  const turns = [0, 1, 2, 3].map((turn) => {
    const [rx, ry, y] = [222 - turn * 36, 104 - turn * 18, 690];
    const coil = `M${400 - rx} ${y}A${rx} ${ry} 0 1 1 ${400 + rx} ${y}A${rx} ${ry} 0 1 1 ${400 - rx} ${y}`;
    const wall = `M${400 - rx} ${y}A${rx} ${ry} 0 0 0 ${400 + rx} ${y}v62A${rx} ${ry} 0 0 1 ${400 - rx} ${y + 62}Z`;
    return { coil, wall };
  });
  const outer = turns[0];
  return (
    shadow(brush, 400, GROUND - 20, 226) +
    turns
      .map(
        ({ coil }, index) =>
          stroke(coil, index % 2 ? darken(main, 0.5) : darken(main, 0.3), 22) +
          stroke(coil, lighten(main, 0.1), 8, 'opacity="0.6"'),
      )
      .join('') +
    oval(400, 690, 70, 26, '#1A0B05', 'opacity="0.5"') +
    (outer
      ? hide(brush, outer.wall, main, [178, 690, 444, 170]) +
        stroke(
          `M188 706A212 98 0 0 0 612 706M190 740A210 98 0 0 0 610 740`,
          lighten(accent, 0.3),
          2.4,
          THREAD,
        )
      : '') +
    group(
      'translate(470 800) rotate(-14)',
      `<rect x="-10" y="-46" width="110" height="92" rx="16" fill="none" stroke="${linear(brush, `0 ${lighten(BRASS, 0.6)}, 0.5 ${BRASS}, 1 ${darken(BRASS, 0.5)}`)}" stroke-width="16"/>` +
        stroke('M-4 0H96', lighten(BRASS, 0.4), 11) +
        stroke('M-4 -3H96', '#FFF1C9', 3),
    )
  );
};

export const duffel: Subject = (brush, [main, second, accent]) => {
  const body = `M150 600Q150 500 250 486Q400 470 550 486Q650 500 650 600V${GROUND - 40}Q650 ${GROUND + 4} 610 ${GROUND + 4}H190Q150 ${GROUND + 4} 150 ${GROUND - 40}Z`;
  const handle = (dy: number, tone: Colour) =>
    stroke(
      `M286 ${560 + dy}C290 ${360 + dy} 330 ${316 + dy} 400 ${316 + dy}C470 ${316 + dy} 510 ${360 + dy} 514 ${560 + dy}`,
      tone,
      18,
    );
  return (
    shadow(brush, 404, GROUND, 256) +
    handle(-14, darken(main, 0.6)) +
    hide(brush, body, main, [150, 480, 500, 350]) +
    stroke('M186 524Q400 488 614 524', darken(second, 0.5), 9) +
    stroke('M186 524Q400 488 614 524', BRASS, 4, 'stroke-dasharray="4 5"') +
    [286, 514]
      .map(
        (x) =>
          hide(brush, `M${x - 20} 548h40v${GROUND - 548}h-40Z`, darken(main, 0.22), [x - 20, 540, 40, 290]) +
          stroke(
            `M${x - 13} 560V${GROUND - 8}M${x + 13} 560V${GROUND - 8}`,
            lighten(accent, 0.3),
            2.2,
            THREAD,
          ) +
          rivet(brush, x, 574),
      )
      .join('') +
    handle(10, darken(main, 0.4)) +
    stroke(
      'M286 562C290 374 330 330 400 330C470 330 510 374 514 562',
      lighten(main, 0.3),
      4,
      'opacity="0.6"',
    ) +
    hide(
      brush,
      'M364 316h72q10 0 10 14t-10 14h-72q-10 0 -10 -14t10 -14Z',
      darken(main, 0.05),
      [354, 316, 92, 28],
    ) +
    hide(brush, 'M576 640h54v86q0 26 -27 26t-27 -26Z', lighten(main, 0.06), [576, 640, 54, 112]) +
    rivet(brush, 603, 660, 7)
  );
};

export const keyLoop: Subject = (brush, [main, second, accent]) => {
  const loop = 'M-40 -250C-110 -240 -100 -60 -34 110L34 110C100 -60 110 -240 40 -250Z';
  const key = (turn: number, tone: Colour) =>
    group(
      `translate(0 168) rotate(${turn})`,
      `<circle cx="0" cy="58" r="36" fill="none" stroke="${tone}" stroke-width="16"/>` +
        rect(-9, 90, 18, 150, linear(brush, `0 ${lighten(tone, 0.4)}, 1 ${darken(tone, 0.4)}`), 'rx="4"') +
        rect(6, 196, 34, 14, tone) +
        rect(6, 220, 26, 14, tone),
    );
  return group(
    'translate(380 500) rotate(12)',
    oval(60, 60, 190, 300, radial(brush, '0 #1A0B05 0.4, 0.6 #1A0B05 0.24, 1 #1A0B05 0')) +
      hide(brush, loop, main, [-110, -250, 220, 370]) +
      path('M-12 -176C-40 -120 -30 0 0 66C30 0 40 -120 12 -176Z', darken(second, 0.45)) +
      stroke(
        'M-30 -232C-88 -216 -82 -60 -24 92M30 -232C88 -216 82 -60 24 92',
        lighten(accent, 0.35),
        2.6,
        THREAD,
      ) +
      rivet(brush, 0, 92, 12) +
      `<circle cx="0" cy="158" r="54" fill="none" stroke="${linear(brush, `0 ${lighten(BRASS, 0.6)}, 0.5 ${BRASS}, 1 ${darken(BRASS, 0.5)}`)}" stroke-width="11"/>` +
      key(16, '#9AA0A4') +
      key(-18, BRASS),
  );
};
