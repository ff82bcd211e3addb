/**
 * A pure function of a text that remembers the last few texts: the parts of one answer ask for the same thing again and
 * again. What it gives is shared and must not be changed.
 */
export function remembered<T>(make: (text: string) => T, kept = 4): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    if (known.size >= kept) known.delete(known.keys().next().value!);
    known.set(text, made);
    return made;
  };
}
