import { isSeeded } from './seed';

const marker = { mark: 'sources and database', pictures: ['vase.webp', 'hero.webp'] };

test('a shop that was seeded from the same sources is left alone', () => {
  expect(isSeeded(marker, 'sources and database', ['hero.webp', 'vase.webp', 'of-a-seller.webp'])).toBe(true);
});

test('a shop is seeded again when a picture is gone, the sources changed, or it never was', () => {
  expect(isSeeded(marker, 'sources and database', ['hero.webp'])).toBe(false);
  expect(isSeeded(marker, 'newer sources', marker.pictures)).toBe(false);
  expect(isSeeded(undefined, 'sources and database', marker.pictures)).toBe(false);
});
