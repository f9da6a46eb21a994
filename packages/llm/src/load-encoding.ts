import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { CL100K_TOKEN_SPLIT_REGEX, O200K_TOKEN_SPLIT_REGEX } from "gpt-tokenizer/encodingParams/constants";
import { countMerged } from "./count-merged.ts";
import { parseVocabulary } from "./parse-vocabulary.ts";

/** Counts the tokens of one short run of text. */
export type CountRun = (run: string) => number;

export type EncodingName = "cl100k_base" | "o200k_base";

/**
 * Models of the GPT-3.5 and GPT-4 generation, with Azure's spelling, use cl100k; everything newer and everything
 * unknown is counted with o200k.
 */
const cl100kModels = /^gpt-(3\.?5|4($|-))/;

const SPLIT: Record<EncodingName, RegExp> = {
  cl100k_base: CL100K_TOKEN_SPLIT_REGEX,
  o200k_base: O200K_TOKEN_SPLIT_REGEX,
};

export const encodingOf = (model: string): EncodingName =>
  cl100kModels.test(model) ? "cl100k_base" : "o200k_base";

/**
 * Loads the vocabulary, about 100 ms and 10 MB for o200k. It and the rule for words are the tokenizer package's; the
 * counting is not, because the package keeps all tokens as strings, which costs 55 MB, and what we need is a number.
 * Text is plain: a user who types "<|endoftext|>" means those characters.
 */
export async function loadEncoding(name: EncodingName): Promise<CountRun> {
  const { resolve } = createRequire(import.meta.url);
  const rankOf = parseVocabulary(await readFile(resolve(`gpt-tokenizer/data/${name}.tiktoken`)));
  const words = SPLIT[name];
  const encoder = new TextEncoder();
  const countRun: CountRun = (run) => {
    let tokens = 0;
    for (const [word] of run.matchAll(words)) tokens += countMerged(encoder.encode(word), rankOf);
    return tokens;
  };
  // The first long word takes twenty times its time, until V8 has compiled the merge loop: better here.
  countRun("长".repeat(256));
  return countRun;
}
