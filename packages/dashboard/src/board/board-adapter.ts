import type { AppControllerRoute, AppViewRoute, BullBoardRequest } from "@bull-board/api/typings/app";
import { ExpressAdapter } from "@bull-board/express";
import express, { Router, type Request } from "express";
import { visitOf } from "../login/visit.ts";
import { visitorLabel } from "../replies.ts";
import type { BoardAnswer } from "./answer-error.ts";
import type { Audit } from "./audit.ts";
import { serveRoute } from "./serve-route.ts";

/** The most that Bull Board's own page asks for; without a bound one request could read a whole queue. */
const MAX_JOBS_PER_PAGE = 300;

const BADGE_COLOURS = { viewer: "#e8edf3", operator: "#fde2c4" } as const;

/** Bull Board's Express adapter, with every route behind `serveRoute` and pages that load nothing from elsewhere. */
export class BoardAdapter extends ExpressAdapter {
  readonly #audit: Audit;

  constructor(audit: Audit) {
    super();
    this.#audit = audit;
    this.app.disable("x-powered-by");
    this.app.disable("etag");
  }

  override setApiRoutes(routes: AppControllerRoute[]): this {
    const router = Router();
    router.use(express.json({ limit: "64kb" }));
    for (const given of routes) {
      const handle = async (request: Request): Promise<BoardAnswer> => {
        const { status = 200, body } = await given.handler(this.#requestOf(request));
        return { status, body };
      };
      for (const method of [given.method].flat()) {
        for (const route of [given.route].flat()) {
          router[method](route, serveRoute({ method, route, handle }, this.#audit));
        }
      }
    }
    this.app.use(router);
    return this;
  }

  override setEntryRoute(entry: AppViewRoute): this {
    this.app.get(entry.route, (_request, response, next) => {
      const visit = visitOf(response);
      const environment = {
        label: visitorLabel(visit),
        color: BADGE_COLOURS[visit.role],
        textColor: "#1d2129",
      };
      const page = entry.handler({ basePath: this.basePath, uiConfig: { ...this.uiConfig, environment } });
      response.render(page.name, page.params, (error: unknown, html: string) => {
        if (error === null) response.type("html").send(withRoomForBadge(withoutForeignLinks(html)));
        else next(error);
      });
    });
    return this;
  }

  #requestOf(request: Request): BullBoardRequest {
    const query: Record<string, unknown> = { ...request.query };
    if (Number(query["jobsPerPage"]) > MAX_JOBS_PER_PAGE) query["jobsPerPage"] = String(MAX_JOBS_PER_PAGE);
    return {
      queues: this.bullBoardQueues ?? new Map(),
      uiConfig: this.uiConfig,
      query,
      params: request.params,
      body: request.body ?? {},
      headers: {},
    };
  }
}

/** In Bull Board's own look the badge's words touch the window's edge. It sets the offset on the element, hence `!important`. */
const BADGE_STYLE =
  "<style>body{--header-offset:calc(var(--header-height) + 2rem)!important}[class^=envBadge]{padding-block:.5rem}</style>";

const withRoomForBadge = (html: string): string => html.replace("</head>", `${BADGE_STYLE}</head>`);

/** Bull Board's page asks Google for fonts; the policy would refuse them anyway, with an error in every console. */
function withoutForeignLinks(html: string): string {
  return html.replaceAll(/<link [^>]*href="https:[^>]*>/g, "");
}
