/** An owner's name; an address breaks before its domain, if it must. */
export function Owner({ name }: { name: string }) {
  const [before = '', ...domain] = name.split(/(?=@)/);
  return (
    <>
      {before}
      <wbr />
      {domain.join('')}
    </>
  );
}
