/** Who asks. Guests have no account; a courier goes out for the shop of the same letter. */
export const WHO = [
  ...(['nobody', 'guest', 'buyerA', 'buyerB', 'sellerA', 'sellerB'] as const),
  ...(['courierA', 'courierB', 'support', 'admin'] as const),
] as const;
export type Who = (typeof WHO)[number];
/**
 * `yes` is: past the door, whatever comes of it. 401: not signed in. 403: this role never. 404: not this one, and not
 * even whether it is there. `same`: everybody is answered alike, signed in or not.
 */
export type Cell = 'yes' | '401' | '403' | '404' | 'same';

/** One row for each kind of door, in the order of WHO. */
const TABLE = `
                nobody guest   buyerA buyerB   sellerA sellerB   courierA courierB   support admin
open            same   same    same   same     same    same      same     same       same    same
everybody       yes    yes     yes    yes      yes     yes       yes      yes        yes     yes
visitors        401    yes     yes    yes      yes     yes       yes      yes        yes     yes
accounts        401    403     yes    yes      yes     yes       yes      yes        yes     yes
buyers          401    403     yes    yes      403     403       403      403        403     403
applicants      401    403     yes    yes      404     404       403      403        403     403   # these sellers never applied
staff           401    403     403    403      403     403       403      403        yes     yes
admins          401    403     403    403      403     403       403      403        403     yes

itsAccount      401    403     yes    404      404     404       404      404        404     404   # a guest has none
itsBuyer        401    404     yes    404      404     404       404      404        yes     yes
onlyBuyer       401    404     yes    404      404     404       404      404        404     404   # nor do staff
parties         401    404     yes    404      yes     404       404      404        yes     yes
sellerPart      401    404     403    404      yes     404       404      404        yes     yes   # who sees it knows that it is
buyerPart       401    404     yes    404      403     404       404      404        yes     yes   # the other one's part
buyerWrites     401    404     yes    404      403     404       404      404        403     403
talkers         401    404     yes    404      yes     404       404      404        404     404   # staff read what was reported
followers       401    404     yes    404      yes     404       yes      404        yes     yes
receiver        401    404     yes    404      403     404       403      404        yes     yes
sender          401    404     404    404      yes     404       404      404        yes     yes
courier         401    403     403    403      403     403       yes      404        403     403
couriers        401    403     403    403      403     403       yes      yes        403     403

shop            401    403     403    403      yes     404       403      403        yes     yes
shopAdmin       401    403     403    403      yes     404       403      403        403     yes
onlyShop        401    403     403    403      yes     404       403      403        403     403
onlyShopTalk    401    403     403    403      yes     404       403      403        404     404
shopLive        401    404     404    404      yes     404       404      404        yes     yes   # sockets know no roles
shops           401    403     403    403      yes     yes       403      403        yes     yes   # each their own
onlyShops       401    403     403    403      yes     yes       403      403        403     403
document        401    403     404    404      yes     404       404      404        yes     yes
`;

/** The cells of each row, by its name. */
export const DOORS: ReadonlyMap<string, readonly Cell[]> = new Map(
  TABLE.split('\n').flatMap((line) => {
    const [door = '', ...cells] = line.replace(/#.*/, '').trim().split(/\s+/);
    return door === '' || door === 'nobody' ? [] : [[door, cells as Cell[]] as const];
  }),
);
