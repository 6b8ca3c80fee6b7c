import type { NewSeller } from '../../../services/seller/seller.service';

type Shop = Omit<NewSeller, 'slug' | 'status'>;

const shop = (
  id: string,
  name: string,
  place: [city: string, country: string],
  rest: Omit<Shop, 'id' | 'name' | 'city' | 'country'>,
): NewSeller => ({
  ...{ id, slug: id, name, city: place[0], country: place[1], status: 'active' },
  ...rest,
});

/** The shops of the market, oldest first. */
export const demoSellers: readonly NewSeller[] = [
  shop('oleiro', 'Oleiro & Filha', ['Barcelos', 'PT'], {
    tagline: 'Stoneware thrown by a father and corrected by his daughter.',
    story:
      'Joaquim Faria has thrown pots since he was eleven. His daughter Rita studied chemistry, came home, and took over the glazes. Everything is made in one yard with two wheels and a kiln that is fired on Thursdays.',
    commissionPoints: 1200,
    handlingDays: 2,
    rating: { average: 4.8, count: 412 },
  }),
  shop('lumiera', 'Lumiera', ['Brescia', 'IT'], {
    tagline: 'Lamps that are made to be repaired.',
    story:
      'A metal shop that made parts for trams until there were no more trams. The spinning lathes stayed, and so did the people; now they make lamps, and keep every spare part for as long as they keep the lathe.',
    commissionPoints: 1200,
    handlingDays: 3,
    rating: { average: 4.7, count: 268 },
  }),
  shop('tizi', 'Tizi Loom House', ['Azrou', 'MA'], {
    tagline: 'Forty weavers, one dye yard, no middlemen.',
    story:
      'The cooperative began with six women and one loom in a school that had closed. The weavers set the prices, sign the work, and are paid when a piece leaves the loom, not when it is sold.',
    commissionPoints: 1000,
    handlingDays: 4,
    rating: { average: 4.9, count: 187 },
  }),
  shop('feuille', 'Feuille & Vapeur', ['Nantes', 'FR'], {
    tagline: 'Leaf tea, bought from the garden.',
    story:
      'Camille Aubry tasted tea for a large house for fifteen years and got tired of blending it all to taste the same. The shop buys small lots, says where they are from, and sells out.',
    commissionPoints: 1200,
    handlingDays: 1,
    rating: { average: 4.8, count: 921 },
  }),
  shop('kardamom', 'Kontor Kardamom', ['Hamburg', 'DE'], {
    tagline: 'Spices with a harvest year.',
    story:
      'In a brick warehouse on the canal three people grind, smell and fill, in that order. They started because of one jar of stale cumin and have not forgiven it.',
    shipsTo: 'europe',
    commissionPoints: 1200,
    handlingDays: 1,
    rating: { average: 4.7, count: 645 },
  }),
  shop('vallon', 'Savonnerie du Vallon', ['Salon-de-Provence', 'FR'], {
    tagline: 'Soap from a kettle, cut by wire.',
    story:
      'The kettle is from 1924 and holds two tonnes. The recipe is older. What is new is that the Vallon family stopped using palm oil in 2009, and lost no customers by it.',
    commissionPoints: 1200,
    handlingDays: 2,
    rating: { average: 4.6, count: 533 },
  }),
  shop('bellandi', 'Cuoio Bellandi', ['Santa Croce sull’Arno', 'IT'], {
    tagline: 'Vegetable-tanned leather, sewn to be opened again.',
    story:
      'Three brothers, one of whom still tans. They cut around the marks of the animal’s life rather than hide them, and every seam can be undone and sewn anew.',
    commissionPoints: 1500,
    handlingDays: 3,
    rating: { average: 4.8, count: 301 },
  }),
  shop('harrow', 'Harrow Lane Press', ['Hay-on-Wye', 'GB'], {
    tagline: 'A bookshop with a press at the back.',
    story:
      'Nia and Owen Harrow sell new books at the front, print small editions in the middle and fold notebooks at the back. Customers are welcome in all three and asked not to lean on the guillotine.',
    commissionPoints: 1000,
    handlingDays: 1,
    rating: { average: 4.9, count: 758 },
  }),
  shop('inch', 'Aran & Inch', ['Galway', 'IE'], {
    tagline: 'Knitwear that remembers the sheep.',
    story:
      'Nineteen knitters, most of them at home, and a van that goes round on Mondays. The patterns belong to the island; the sizes, finally, to real people.',
    commissionPoints: 1200,
    handlingDays: 3,
    rating: { average: 4.7, count: 389 },
  }),
  shop('holzfink', 'Holzfink', ['Seiffen', 'DE'], {
    tagline: 'Wooden toys, turned where it is always winter.',
    story:
      'The Fink family has turned toys for five generations and tests them on the sixth. What breaks within a year is made again, and studied.',
    commissionPoints: 1200,
    handlingDays: 2,
    rating: { average: 4.8, count: 476 },
  }),
  shop('saffar', 'Taller Saffar', ['Granada', 'ES'], {
    tagline: 'One bench, two hands, recycled silver.',
    story:
      'Yasmin Saffar learnt filigree from her grandmother and restraint from herself. The workshop looks at the Alhambra and tries not to copy it.',
    commissionPoints: 1500,
    handlingDays: 4,
    rating: { average: 4.9, count: 214 },
  }),
  shop('groenhof', 'Groenhof', ['Boskoop', 'NL'], {
    tagline: 'Pots, tools and patience for small gardens.',
    story:
      'A nursery between two ditches, reached by a bridge that lifts. They sell only what they use themselves, which they say is why the list is short.',
    shipsTo: 'europe',
    commissionPoints: 1200,
    handlingDays: 2,
    rating: { average: 4.6, count: 342 },
  }),
];
