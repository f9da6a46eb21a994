import { describe, expect, it } from "vitest";
import { explainNetworkError } from "./explain-network-error.ts";
import { isPrivateHost } from "./is-private-host.ts";

const coded = (code: string): Error => Object.assign(new Error("x"), { code });

describe("explainNetworkError", () => {
  it.each([
    [
      "behind a cause",
      new TypeError("fetch failed", { cause: coded("ENOTFOUND") }),
      "the name is not known to DNS",
    ],
    [
      "among several attempts",
      new TypeError("fetch failed", { cause: new AggregateError([coded("ECONNREFUSED")]) }),
      "nothing listens there (connection refused)",
    ],
    ["that is not known", coded("EWEIRD"), "the connection failed (EWEIRD)"],
    [
      "behind one that is not known",
      Object.assign(coded("EWEIRD"), { cause: coded("EPIPE") }),
      "the connection was cut",
    ],
    ["of a timeout", new DOMException("", "TimeoutError"), "it does not answer in time"],
    ["that is none", "nonsense", "the connection failed"],
  ])("finds the code %s", (_where, error, words) => {
    expect(explainNetworkError(error)).toBe(words);
  });

  it("ends with causes that go in a circle", () => {
    const error = new Error("a");
    error.cause = error;
    expect(explainNetworkError(error)).toBe("the connection failed");
  });
});

describe("isPrivateHost", () => {
  it.each([
    ["http://127.0.0.1:8090", true],
    ["http://localhost", true],
    ["http://ingress:8090", true],
    ["http://10.1.2.3", true],
    ["http://172.32.0.1", false],
    ["http://[::1]:8090", true],
    ["http://[fd00::1]", true],
    ["http://[2001:db8::1]", false],
    ["https://bot.example.com", false],
    ["https://8.8.8.8", false],
  ])("%s", (url, isPrivate) => {
    expect(isPrivateHost(url)).toBe(isPrivate);
  });
});
