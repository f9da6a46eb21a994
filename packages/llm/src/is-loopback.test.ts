import { expect, it } from "vitest";
import { isLoopback } from "./is-loopback.ts";

it.each([
  ["http://127.0.0.1:8093/v1", true],
  ["http://127.8.0.1", true],
  ["http://localhost:11434/v1", true],
  ["https://model.localhost", true],
  ["http://[::1]:8000", true],
  ["http://[::ffff:127.0.0.1]", true],
  ["http://10.0.0.1", false],
  ["https://api.openai.com/v1", false],
  ["http://localhost.example.com", false],
  ["http://127.example.com", false],
])("%s: %s", (url, isHere) => expect(isLoopback(new URL(url))).toBe(isHere));
