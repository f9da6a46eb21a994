/** Keeps what was asked and answered, from the commit of the reply on. */
export { createTranscriptRecorder, type RecordTranscript } from "./transcript-recorder.ts";
