/** A value that its format does not allow. Both texts are meant for the operator and hold no part of the value. */
export class WrongValue extends Error {
  readonly code = "wrong_value";
  readonly wrong: string;
  readonly mend: string;

  /** @param wrong the rest of a sentence ("is not a whole number"); @param mend an instruction ("write digits only") */
  constructor(wrong: string, mend: string) {
    super(`the value ${wrong}`);
    this.name = "WrongValue";
    this.wrong = wrong;
    this.mend = mend;
  }
}
