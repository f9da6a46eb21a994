/** One thing that is wrong with the configuration, ready to be printed as a block. */
export interface ConfigProblem {
  /** Key in config.yml; absent when the setting has a variable only. */
  fileKey?: string;
  /** Variable of the environment. */
  variable?: string;
  /** Where the value was found: a file's path or a variable's name. Absent when nothing was found. */
  source?: string;
  /** The value as written. Never set for a sensitive setting. */
  value?: string;
  /** What is wrong, as the rest of a sentence: "is not a whole number". */
  wrong: string;
  /** How to mend it, as an instruction. */
  mend: string;
}
