import {
  curve,
  downward,
  group,
  inside,
  linear,
  n,
  oval,
  path,
  polygon,
  radial,
  rect,
  shadow,
  stroke,
  type Brush,
} from './brush';
import { darken, lighten, mix, type Colour } from './colour';
import { GROUND } from './frame';
import { box, turned, type Turned } from './solids';
import type { Subject } from './subject';

const BEECH = '#DDB27C';
const CHEERFUL = ['#C8452F', '#E2AE3C', '#7FA9C2', '#6E8F57', '#DDB27C', '#4B3F72', '#D9764A'];

/** Grain over a shape: thin lines that wander together. */
function grain(brush: Brush, x: number, y: number, width: number, height: number, colour: Colour): string {
  return Array.from({ length: Math.round(height / 13) }, (_, index) => {
    const at = y + index * 13;
    const wander = () => brush.random.between(-6, 6);
    return stroke(
      curve([
        [x, at + wander()],
        [x + width * 0.33, at + wander()],
        [x + width * 0.66, at + wander()],
        [x + width, at + wander()],
      ]),
      darken(colour, 0.5),
      brush.random.between(0.8, 2.4),
      'opacity="0.24"',
    );
  }).join('');
}

/** A flat piece of wood, sawn out and rounded. */
function sawn(
  brush: Brush,
  shape: string,
  colour: Colour,
  area: readonly [number, number, number, number],
): string {
  return (
    group('translate(9 -7)', path(shape, darken(colour, 0.5))) +
    path(
      shape,
      linear(brush, `0 ${lighten(colour, 0.32)}, 0.5 ${colour}, 1 ${darken(colour, 0.28)}`, [0, 0, 1, 0.7]),
    ) +
    inside(brush, shape, grain(brush, ...area, colour)) +
    path(shape, downward(brush, '0 #FFFFFF 0.16, 0.4 #000000 0, 1 #1C0F0A 0.3')) +
    stroke(shape, lighten(colour, 0.55), 2.4, 'opacity="0.45"')
  );
}

function wheel(brush: Brush, x: number, y: number, r: number, colour: Colour): string {
  return (
    oval(x + 8, y - 2, r, r, darken(colour, 0.6)) +
    oval(
      x,
      y,
      r,
      r,
      radial(brush, `0 ${lighten(colour, 0.4)}, 0.7 ${colour}, 1 ${darken(colour, 0.4)}`, [0.36, 0.3, 0.8]),
    ) +
    `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r * 0.7)}" fill="none" stroke="${darken(colour, 0.4)}" stroke-width="3" opacity="0.5"/>` +
    oval(x, y, r * 0.22, r * 0.22, radial(brush, '0 #F2D8AE, 1 #8A5E30'))
  );
}

export const stackingRings: Subject = (brush, [main, second]) => {
  const tones = [main, ...CHEERFUL.filter((tone) => tone !== main)].slice(0, 6);
  let base = GROUND - 40;
  const rings = tones.map((tone, index) => {
    const radius = 178 - index * 22;
    const ring: Turned = {
      ...{ x: 400, base, colour: tone, gloss: 0.45, top: 'flat' as const },
      profile: [
        [0, radius - 20],
        [12, radius - 2],
        [30, radius],
        [48, radius - 2],
        [60, radius - 20],
      ],
    };
    base -= 58;
    return turned(brush, ring);
  });
  const foot: Turned = {
    ...{ x: 400, base: GROUND, colour: BEECH, gloss: 0.3, top: 'flat' as const, angular: true },
    profile: [
      [0, 190],
      [42, 184],
    ],
  };
  const stick: Turned = {
    ...{ x: 400, base, colour: BEECH, gloss: 0.3, top: 'flat' as const, angular: true },
    profile: [
      [0, 20],
      [30, 20],
    ],
  };
  const ball: Turned = {
    ...{ x: 400, base: base - 14, colour: second, gloss: 0.6, top: 'round' as const },
    profile: [
      [0, 24],
      [20, 46],
      [48, 52],
      [78, 44],
      [96, 20],
      [100, 0],
    ],
  };
  return (
    shadow(brush, 400, GROUND, 200) +
    turned(brush, foot) +
    rings.join('') +
    turned(brush, stick) +
    turned(brush, ball)
  );
};

export const whale: Subject = (brush, [main, second, accent]) => {
  const body = `M150 640C150 500 300 430 450 470C560 500 610 560 640 520C610 470 612 420 664 400C668 430 684 446 712 444C716 520 700 700 590 740C500 776 300 776 220 740C170 716 150 690 150 640Z`;
  return (
    shadow(brush, 404, GROUND, 240) +
    stroke(`M150 700Q90 760 60 860`, '#C9B38A', 6) +
    oval(58, 868, 17, 17, radial(brush, '0 #F2D8AE, 1 #A9753F', [0.36, 0.3, 0.8])) +
    sawn(brush, body, main, [150, 430, 570, 340]) +
    inside(
      brush,
      body,
      path('M140 690Q300 760 480 740Q600 730 660 640V800H140Z', lighten(accent, 0.3), 'opacity="0.85"') +
        [0, 1, 2, 3]
          .map((row) =>
            stroke(
              `M200 ${716 + row * 15}Q320 ${748 + row * 12} 470 ${738 + row * 10}`,
              darken(second, 0.1),
              3,
              'opacity="0.5"',
            ),
          )
          .join(''),
    ) +
    oval(250, 610, 14, 14, '#1F1714') +
    oval(246, 605, 4, 4, '#FFFFFF') +
    stroke('M176 668Q220 694 270 680', darken(main, 0.6), 5) +
    [
      [290, 1],
      [520, 1],
    ]
      .map(([x]) => wheel(brush, x ?? 0, GROUND - 44, 52, BEECH))
      .join('')
  );
};

export const van: Subject = (brush, [main, second, accent]) => {
  const body = `M150 640Q150 600 190 596H236L290 504Q300 488 322 488H610Q640 488 640 520V746H150Z`;
  const parcels = [
    [560, 440, '#C9A36B'],
    [490, 448, '#B98D5A'],
  ] as const;
  return (
    shadow(brush, 404, GROUND, 256) +
    parcels
      .map(([x, y, tone]) =>
        box(
          brush,
          { x, base: y + 52, width: 66, height: 56, depth: 30, colour: tone },
          rect(x + 28, y - 10, 9, 80, '#EAD7B0'),
        ),
      )
      .join('') +
    sawn(brush, body, main, [150, 488, 490, 260]) +
    path('M262 592L308 516Q312 510 322 510H372V592Z', linear(brush, '0 #DCE9EA, 1 #7E9AA2', [0, 0, 1, 1])) +
    path('M276 586L306 530H322L292 586Z', '#FFFFFF', 'opacity="0.5"') +
    rect(402, 530, 212, 150, lighten(accent, 0.25), 'rx="14"') +
    stroke('M508 530V680', darken(main, 0.5), 4, 'opacity="0.6"') +
    path(
      'M452 620q28 -52 56 0q28 -52 56 0',
      'none',
      `stroke="${second}" stroke-width="9" stroke-linecap="round"`,
    ) +
    oval(176, 660, 17, 20, radial(brush, '0 #FFF7D8, 1 #E2AE3C')) +
    rect(142, 722, 506, 26, darken(main, 0.45), 'rx="8"') +
    wheel(brush, 256, GROUND - 56, 66, BEECH) +
    wheel(brush, 540, GROUND - 56, 66, BEECH)
  );
};

export const blocks: Subject = (brush, [main, second, accent]) => {
  const { random } = brush;
  const tone = () => mix(random.pick([main, second, accent, BEECH, main]), BEECH, 0.2);
  const cube = (x: number, base: number, width: number, height = 104) => {
    const colour = tone();
    return box(
      brush,
      { x, base, width, height, depth: 86, colour },
      grain(brush, x, base - height, width, height, colour),
    );
  };
  const archColour = tone();
  const [ax, ay] = [252, GROUND - 104];
  const arch = `M${ax} ${ay}V${ay - 116}H${ax + 220}V${ay}H${ax + 166}A56 56 0 0 0 ${ax + 54} ${ay}Z`;
  const roofColour = tone();
  const roof = polygon([
    [286, ay - 116],
    [366, ay - 226],
    [446, ay - 116],
  ]);
  return (
    shadow(brush, 410, GROUND, 250) +
    cube(200, GROUND, 110) +
    cube(404, GROUND, 110) +
    group('translate(53 -29)', path(arch, darken(archColour, 0.5))) +
    sawn(brush, arch, archColour, [ax, ay - 116, 220, 116]) +
    group('translate(34 -18)', path(roof, darken(roofColour, 0.5))) +
    sawn(brush, roof, roofColour, [286, ay - 226, 160, 110]) +
    shadow(brush, 590, GROUND + 40, 64, 0.8) +
    cube(548, GROUND + 44, 84, 80) +
    turned(brush, {
      ...{ x: 150, base: GROUND + 60, colour: tone(), gloss: 0.4, top: 'flat' as const, angular: true },
      profile: [
        [0, 42],
        [84, 42],
      ],
    })
  );
};

export const boat: Subject = (brush, [main, second, accent]) => {
  const hull = `M156 690H660Q640 790 570 812H250Q180 790 156 690Z`;
  const sail = 'M420 200Q640 400 640 644H420Z';
  const jib = 'M392 250V644H230Q330 520 392 250Z';
  const cloth = (shape: string, tone: Colour) =>
    path(shape, linear(brush, `0 ${lighten(tone, 0.5)}, 0.5 ${tone}, 1 ${darken(tone, 0.24)}`)) +
    stroke(shape, darken(tone, 0.4), 2.4, 'stroke-dasharray="8 7" opacity="0.6"');
  return (
    shadow(brush, 404, GROUND, 230) +
    rect(400, 176, 15, 520, linear(brush, `0 ${lighten(BEECH, 0.4)}, 1 ${darken(BEECH, 0.4)}`)) +
    cloth(sail, '#F3E8D2') +
    inside(
      brush,
      sail,
      rect(400, 470, 260, 34, mix(main, '#F3E8D2', 0.15)) + rect(400, 520, 260, 12, accent),
    ) +
    cloth(jib, mix('#F3E8D2', second, 0.1)) +
    path('M408 176L470 196L408 216Z', main) +
    path('M156 690L196 664H640L660 690Z', darken(BEECH, 0.15)) +
    sawn(brush, hull, main, [156, 690, 510, 130]) +
    inside(brush, hull, rect(150, 712, 520, 12, lighten(accent, 0.5)))
  );
};

export const hare: Subject = (brush, [main, second, accent]) => {
  const body = `M210 700C196 560 300 500 420 520C450 480 470 440 516 430C560 420 606 450 610 494C612 536 580 556 566 580C600 640 600 720 566 752H250Q214 740 210 700Z`;
  const ear = (turn: number, tone: Colour) =>
    group(
      `translate(520 446) rotate(${turn})`,
      sawn(brush, 'M-18 0C-56 -90 -46 -210 -4 -252C40 -210 44 -90 20 0Z', tone, [-60, -250, 110, 250]) +
        path(
          'M-8 -20C-30 -90 -24 -170 -2 -206C20 -170 22 -90 8 -20Z',
          mix(accent, '#E7A9A0', 0.4),
          'opacity="0.75"',
        ),
    );
  return (
    shadow(brush, 404, GROUND, 230) +
    ear(22, darken(main, 0.14)) +
    ear(-12, main) +
    oval(214, 640, 36, 34, radial(brush, `0 ${lighten(accent, 0.6)}, 1 ${accent}`, [0.36, 0.3, 0.8])) +
    sawn(brush, body, main, [200, 420, 420, 340]) +
    path('M300 752C280 660 330 600 400 620C456 640 452 720 430 752Z', darken(main, 0.16), 'opacity="0.6"') +
    oval(550, 484, 10, 11, '#1F1714') +
    oval(547, 480, 3, 3, '#FFFFFF') +
    oval(606, 512, 9, 7, darken(second, 0.4)) +
    rect(196, 744, 412, 30, linear(brush, `0 ${lighten(BEECH, 0.3)}, 1 ${darken(BEECH, 0.3)}`), 'rx="10"') +
    wheel(brush, 268, GROUND - 36, 46, second) +
    wheel(brush, 536, GROUND - 36, 46, second)
  );
};
