/** Makes a model's markdown safe for DingTalk. */
export const prepareMarkdown = (text: string): string => text;
