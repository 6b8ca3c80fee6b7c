import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { shownField, type Draft } from './draft';
import { FIELD_WORDS } from './words';

interface ConflictProps {
  /** In which both changed something. */
  fields: readonly (keyof Draft)[];
  mine: Draft;
  theirs: Draft;
  /** Theirs is taken over for a field. */
  onTake: (field: keyof Draft) => void;
}

/** Somebody else saved the same product: what they wrote beside what is typed here, field by field. */
export function Conflict({ fields, mine, theirs, onTake }: ConflictProps) {
  return (
    <Notice tone="warn" title="Somebody else saved this product while you were writing">
      <p>Nothing of yours was saved yet. Everything else of theirs is in the form already.</p>
      <ul className="mt-3 space-y-3">
        {fields.map((field) => {
          const isSame = shownField(mine, field) === shownField(theirs, field);
          return (
            <li key={field}>
              <p className="font-medium">{FIELD_WORDS[field]}</p>
              <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
                <dt className="text-muted">Theirs</dt>
                <dd className="break-words">{shownField(theirs, field)}</dd>
                <dt className="text-muted">Yours</dt>
                <dd className="break-words">{isSame ? 'the same' : shownField(mine, field)}</dd>
              </dl>
              {!isSame && (
                <Button size="small" className="mt-2" onClick={() => onTake(field)}>
                  Take theirs
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
