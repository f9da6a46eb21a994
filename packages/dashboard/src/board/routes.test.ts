import { createBullBoard } from "@bull-board/api";
import type { AppControllerRoute } from "@bull-board/api/typings/app";
import { ExpressAdapter } from "@bull-board/express";
import { expect, it } from "vitest";
import { KNOWN_ROUTES, ruleOf } from "./routes.ts";

class Listing extends ExpressAdapter {
  routes: AppControllerRoute[] = [];

  override setApiRoutes(routes: AppControllerRoute[]): this {
    this.routes = routes;
    return this;
  }
}

it("knows every route of the installed Bull Board, and no other", () => {
  const serverAdapter = new Listing();
  createBullBoard({ queues: [], serverAdapter });
  const installed = serverAdapter.routes.flatMap(({ method, route }) =>
    [method].flat().flatMap((each) => [route].flat().map((path) => `${each} ${path}`)),
  );
  expect([...KNOWN_ROUTES].sort()).toEqual(installed.sort());
});

it("reads with GET only", () => {
  for (const known of KNOWN_ROUTES) {
    const [method = "", route = ""] = known.split(" ");
    expect([known, ruleOf(method, route).kind === "read"]).toEqual([known, method === "get"]);
  }
});

it("refuses what it does not know", () => {
  expect(ruleOf("get", "/api/whatever")).toEqual({ kind: "refused" });
  expect(ruleOf("get", "constructor")).toEqual({ kind: "refused" });
});
