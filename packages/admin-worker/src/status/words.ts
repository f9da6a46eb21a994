/** What administrators read of one finding; `seen` and `todo` are sentences without their full stops. */
export interface Words {
  /** What was looked at. */
  about: string;
  seen: string;
  /** What to do. */
  todo: string;
}

/** Words for each code, from the values that go with it. */
export type WordsByCode<Facts> = { readonly [C in keyof Facts]: (facts: Facts[C]) => Words };
