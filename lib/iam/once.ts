/** An answer for each object, as long as it lives; what is no object is answered each time. */
export function onceEach<Of, Answer>(keyOf: (of: Of) => unknown, answer: (of: Of) => Answer): (of: Of) => Answer {
  const known = new WeakMap<object, Answer>();
  return (of) => {
    const key = keyOf(of);
    if (typeof key !== 'object' || key === null) return answer(of);
    let made = known.get(key);
    if (made === undefined) {
      made = answer(of);
      known.set(key, made);
    }
    return made;
  };
}

/** The last answer again, as long as the same is asked: of one resource after the other, with several questions each. */
export function onceInARow<Of, Answer>(answer: (of: Of) => Answer): (of: Of) => Answer {
  let last: { of: Of; made: Answer } | undefined;
  return (of) => {
    if (last?.of !== of) last = { of, made: answer(of) };
    return last.made;
  };
}
