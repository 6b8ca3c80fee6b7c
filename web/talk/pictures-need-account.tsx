/** Stands where a guest looks for a way to add pictures: what is uploaded has to belong to an account. */
export function PicturesNeedAccount() {
  return (
    <p className="min-w-0 self-center text-small text-muted">Pictures can be added only with an account.</p>
  );
}
