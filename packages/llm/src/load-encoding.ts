/** Counts the tokens of one short run of text. */
export type CountRun = (run: string) => number;

/**
 * Models of the GPT-3.5 and GPT-4 generation, with Azure's spelling, use cl100k; everything newer and everything
 * unknown is counted with o200k.
 */
const cl100kModels = /^gpt-(3\.?5|4($|-))/;

/** About 150 ms and 65 MB for o200k, 70 ms and 40 MB for cl100k; the module cache makes the second call free. */
export async function loadEncoding(model: string): Promise<CountRun> {
  const encoding = cl100kModels.test(model)
    ? await import("gpt-tokenizer/encoding/cl100k_base")
    : await import("gpt-tokenizer/encoding/o200k_base");
  // Its cache of merges would keep pieces of users' text, each holding on to the whole text it was cut from.
  encoding.setMergeCacheSize(0);
  // A user who types "<|endoftext|>" means those characters.
  const asPlainText = { disallowedSpecial: new Set<string>() };
  const countRun: CountRun = (run) => encoding.countTokens(run, asPlainText);
  // The first long word takes twenty times its time, until V8 has compiled the merge loop: better here.
  countRun("长".repeat(256));
  return countRun;
}
