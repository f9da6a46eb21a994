import { expect, test } from "vitest";
import { nameRecording } from "./name-recording.ts";

test.each([
  ["#!AMR\nabc", "voice.amr"],
  ["OggS\u0000\u0002", "voice.ogg"],
  ["RIFF\u0001\u0000\n\u0000WAVEfmt ", "voice.wav"],
  ["fLaC\u0000", "voice.flac"],
  ["\u0000\u0000\u0000\u0020ftypM4A ", "voice.m4a"],
  ["ID3\u0004", "voice.mp3"],
  ["", "voice.mp3"],
])("%j is %s", (head, name) => {
  expect(nameRecording(Buffer.from(head, "latin1"))).toBe(name);
});
