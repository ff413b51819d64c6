// What was computed of an immutable thing is kept for as long as the thing lives.

/** The same function, but each key is asked once. */
export function memo<Key extends object, Result>(make: (key: Key) => Result): (key: Key) => Result {
  const known = new WeakMap<Key, { readonly result: Result }>();
  return key => {
    const found = known.get(key);
    if (found) return found.result;
    const result = make(key);
    known.set(key, { result });
    return result;
  };
}

/** The entry of a map, made where it is missing. */
export function entry<Key, Item>(map: Map<Key, Item>, key: Key, make: () => Item): Item {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
