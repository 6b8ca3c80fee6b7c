import { type Brush, curve, group, oval, path, type Point, rect, stroke } from './brush';
import { type Colour, mix } from './colour';

export const PAGES = '#F0E4CB';

/** What is printed on a cover of 300 by 420; every seed has its own. */
export function cover(brush: Brush, [ground, paper, accent]: readonly [Colour, Colour, Colour]): string {
  const { random } = brush;
  const dunes = () =>
    oval(random.between(90, 210), 130, 52, 52, accent) +
    [0, 1, 2, 3]
      .map((row) =>
        path(
          `${curve([
            [-20, 220 + row * 50],
            [70, 190 + row * 52 + random.between(-16, 16)],
            [170, 236 + row * 46],
            [320, 196 + row * 54],
          ])}V440H-20Z`,
          mix(paper, ground, row * 0.28),
        ),
      )
      .join('');
  const moons = () =>
    [0, 1, 2]
      .flatMap((row) =>
        [0, 1, 2].map(
          (column) =>
            oval(66 + column * 84, 120 + row * 84, 30, 30, accent) +
            oval(
              66 + column * 84 + (row * 3 + column - 4) * 7,
              120 + row * 84,
              30,
              30,
              (row + column) % 2 ? paper : ground,
            ),
        ),
      )
      .join('');
  const doors = () =>
    [0, 1, 2]
      .map((index) => path(`M${46 + index * 76} 330V190a28 28 0 0 1 56 0V330Z`, index === 1 ? accent : paper))
      .join('') + rect(30, 330, 240, 5, paper);
  const branch = () =>
    stroke('M150 360C140 270 170 180 150 90', paper, 6) +
    Array.from({ length: 10 }, (_, index) =>
      group(
        `translate(150 ${110 + index * 24}) rotate(${index % 2 ? -32 : 212})`,
        oval(34, 0, 34, 12, index % 3 ? paper : accent),
      ),
    ).join('');
  const waves = () =>
    Array.from({ length: 8 }, (_, row) =>
      stroke(
        curve([0, 1, 2, 3, 4, 5].map((step): Point => [step * 60, 120 + row * 30 + (step % 2 ? 10 : -10)])),
        row % 3 ? paper : accent,
        7,
      ),
    ).join('');
  const lamp = () =>
    path('M90 210h120l-34 -92h-52Z', accent) +
    rect(146, 210, 8, 120, paper) +
    path('M96 210L40 340H260L204 210Z', paper, 'opacity="0.25"') +
    rect(110, 330, 80, 10, paper);
  const words =
    rect(40, 372, random.between(120, 200), 9, paper, 'opacity="0.9"') +
    rect(40, 392, random.between(70, 120), 6, paper, 'opacity="0.7"') +
    rect(40, 40, random.between(150, 220), 15, paper) +
    rect(40, 64, random.between(90, 160), 15, paper);
  return rect(0, 0, 300, 420, ground) + random.pick([dunes, moons, doors, branch, waves, lamp])() + words;
}

export const BRASS = '#C79A4B';
