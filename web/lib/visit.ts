/** Who a visit is told as: without consent it has an id of the page in memory and nothing else. */
export interface VisitIds {
  sessionId: string;
  visitorId?: string;
  consent: boolean;
}

type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const VISITOR_KEY = 'caravan-visitor';
const SESSION_KEY = 'caravan-visit';
/** After so long without a look a new visit begins; and no visit is longer than this. */
const IDLE_MS = 30 * 60_000;
const LONGEST_MS = 20 * 3_600_000;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A random id that begins with the time, as the API makes them. */
export function newVisitId(nowMs: number): string {
  let time = '';
  for (let rest = nowMs, i = 0; i < 10; i += 1, rest = Math.floor(rest / 32))
    time = ALPHABET.charAt(rest % 32) + time;
  const noise = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => ALPHABET.charAt(byte % 32));
  return time + noise.join('');
}

/** The ids of visits. Nothing is read from or written to the browser's storage before somebody agreed to it. */
export function createVisits({ storage, nowMs }: { storage: () => Keep; nowMs: () => number }) {
  let ofPage: string | undefined;

  /** The visit that goes on, or a new one. */
  function keptSession(keep: Keep): string {
    const now = nowMs();
    const [id = '', began = '', seen = ''] = (keep.getItem(SESSION_KEY) ?? '').split(' ');
    const goesOn = id !== '' && now - Number(seen) < IDLE_MS && now - Number(began) < LONGEST_MS;
    const session = goesOn ? { id, began } : { id: newVisitId(now), began: String(now) };
    keep.setItem(SESSION_KEY, `${session.id} ${session.began} ${now}`);
    return session.id;
  }

  function keptVisitor(keep: Keep): string {
    const known = keep.getItem(VISITOR_KEY);
    if (known) return known;
    const made = newVisitId(nowMs());
    keep.setItem(VISITOR_KEY, made);
    return made;
  }

  return {
    ids(consented: boolean): VisitIds {
      if (consented) {
        try {
          const keep = storage();
          return { sessionId: keptSession(keep), visitorId: keptVisitor(keep), consent: true };
        } catch {
          // A browser that keeps nothing is as good as one that was not asked.
        }
      }
      ofPage ??= newVisitId(nowMs());
      return { sessionId: ofPage, consent: false };
    },

    /** Forgets who it was; the page goes on as nobody in particular. */
    forget(): void {
      ofPage = undefined;
      try {
        for (const key of [VISITOR_KEY, SESSION_KEY]) storage().removeItem(key);
      } catch {
        // Nothing was kept.
      }
    },
  };
}
