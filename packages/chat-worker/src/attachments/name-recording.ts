const ASCII = new TextDecoder("latin1");

/** What recordings begin with: DingTalk names them all alike, and transcribing servers go by the ending of the name. */
const ENDINGS: readonly (readonly [beginning: RegExp, ending: string])[] = [
  [/^#!AMR/, "amr"],
  [/^OggS/, "ogg"],
  [/^RIFF....WAVE/s, "wav"],
  [/^fLaC/, "flac"],
  [/^....ftyp/s, "m4a"],
];

/** A name for a recording, with the ending of what it is by its first bytes; mp3, which has no mark of its own, else. */
export function nameRecording(content: Uint8Array): string {
  const head = ASCII.decode(content.subarray(0, 12));
  const known = ENDINGS.find(([beginning]) => beginning.test(head));
  return `voice.${known?.[1] ?? "mp3"}`;
}
