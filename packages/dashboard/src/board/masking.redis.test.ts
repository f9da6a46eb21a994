import { expect, it } from "vitest";
import { OPERATOR, openDashboard, VIEWER, type TestDashboard } from "../fixtures/dashboard.ts";
import { ADDRESS, allJobIds, plantSecrets, SECRETS, VISIBLE } from "../fixtures/planted.ts";
import { KNOWN_ROUTES } from "./routes.ts";

/** Every address that Bull Board's GET routes have here: all queues, jobs and statuses. */
async function readableAddresses(dashboard: TestDashboard): Promise<string[]> {
  const ids = await allJobIds(dashboard);
  const statuses = [
    "latest",
    "active",
    "waiting",
    "prioritized",
    "completed",
    "failed",
    "delayed",
    "waiting-children",
  ];
  const routes = KNOWN_ROUTES.filter((route) => route.startsWith("get ")).map((route) => route.slice(4));
  const addresses = routes
    .flatMap((route) =>
      route.includes(":queueName")
        ? ["chat", "image", "nowhere"].map((q) => route.replace(":queueName", q))
        : [route],
    )
    .flatMap((route) =>
      route.includes(":jobId") ? [...ids, "gone"].map((id) => route.replace(":jobId", id)) : [route],
    );
  return [
    ...addresses,
    ...statuses.map((status) => `/api/queues?activeQueue=chat&status=${status}&page=1&jobsPerPage=1000`),
    "/api/job-schedulers?queueName=chat",
    `/api/queues/chat/${ids[0]}/flow?root=node&depth=20&maxChildren=1000`,
    "/api/queues?activeQueue=chat&status=secret-question",
    "/api/nowhere",
    "/",
    "/queue/chat",
    `/queue/chat/${ids[0]}`,
    "/job-schedulers",
    "/metrics-history",
  ];
}

it("shows a viewer ids, times and codes of everything, and nobody's words in anything", async () => {
  await using dashboard = await openDashboard();
  await plantSecrets(dashboard);
  const viewer = await dashboard.browser(VIEWER);
  let seen = "";
  for (const address of await readableAddresses(dashboard)) {
    const response = await viewer.get(address);
    const body = await response.text();
    expect([address, response.status < 500]).toEqual([address, true]);
    for (const secret of [...SECRETS, "session=", "sendBySession"]) {
      expect([address, secret, body.includes(secret)]).toEqual([address, secret, false]);
    }
    seen += body;
  }
  for (const visible of [...VISIBLE, ...(await allJobIds(dashboard))]) expect(seen).toContain(`"${visible}`);
  expect(seen).toContain("model_bad_request: •••（19 字）");
  expect(seen).toMatch(/"timestamp":\d{13}/);
  expect(dashboard.logged.filter(({ audit }) => audit === "shown")).toEqual([]);
});

it("shows an operator the words but never a reply address, and logs who saw which jobs, without the words", async () => {
  await using dashboard = await openDashboard();
  await plantSecrets(dashboard);
  let seen = "";
  for (const address of await readableAddresses(dashboard)) {
    // A new login each time: one login's lines name a job once.
    const operator = await dashboard.browser(OPERATOR);
    const before = dashboard.logged.length;
    const body = await (await operator.get(address)).text();
    const hasWords = SECRETS.some((secret) => body.includes(secret));
    const audited = dashboard.logged.slice(before).filter(({ audit }) => audit === "shown");
    expect([address, audited.length]).toEqual([address, hasWords ? 1 : 0]);
    seen += body;
  }
  for (const secret of SECRETS) expect([secret, seen.includes(secret)]).toEqual([secret, true]);
  expect(seen).not.toContain(ADDRESS.slice(-20));
  expect(seen).not.toContain("sendBySession");

  const [id] = await allJobIds(dashboard);
  const lines = dashboard.logged.filter(({ audit }) => audit === "shown");
  expect(lines).toContainEqual(
    expect.objectContaining({ user: "otto", jobs: [{ queue: "chat", jobIds: [id] }] }),
  );
  for (const secret of SECRETS) expect(JSON.stringify(dashboard.logged)).not.toContain(secret);
});

it("logs a job that a session is shown again and again once", async () => {
  await using dashboard = await openDashboard();
  await dashboard.add("ann", "a0");
  await dashboard.add("bob", "b0");
  const ids = await allJobIds(dashboard);
  const shownLines = (): unknown[] => dashboard.logged.filter(({ audit }) => audit === "shown");
  const operator = await dashboard.browser(OPERATOR);
  const list = "/api/queues?activeQueue=chat&status=latest&page=1&jobsPerPage=10";
  for (let poll = 0; poll < 5; poll += 1) await operator.get(list);
  await operator.get(`/api/queues/chat/${ids[0]}`);
  expect(shownLines()).toMatchObject([{ user: "otto", jobs: [{ queue: "chat" }] }]);
  await dashboard.add("cid", "c0");
  const added = (await allJobIds(dashboard)).find((id) => !ids.includes(id));
  await operator.get(list);
  expect(shownLines().slice(1)).toMatchObject([{ user: "otto", jobs: [{ queue: "chat", jobIds: [added] }] }]);
  await (await dashboard.browser(OPERATOR)).get(list);
  expect(shownLines()).toHaveLength(3);
  expect(await dashboard.metrics.metrics()).toMatch(/dinglane_dashboard_shown_total 8/);
});

it("audits no operator who saw nobody's words", async () => {
  await using dashboard = await openDashboard();
  await plantSecrets(dashboard);
  const operator = await dashboard.browser(OPERATOR);
  await operator.get("/api/queues");
  await operator.get("/api/redis/stats");
  await operator.get("/api/queues?activeQueue=image&status=latest");
  expect(dashboard.logged.map(({ audit }) => audit)).toEqual(["login"]);
});

it("hands out a bounded number of jobs", async () => {
  await using dashboard = await openDashboard();
  const operator = await dashboard.browser(OPERATOR);
  const response = await operator.get(
    "/api/queues?activeQueue=chat&status=waiting&page=1&jobsPerPage=100000",
  );
  expect(await response.json()).toMatchObject({ queues: [{ pagination: { range: { end: 299 } } }, {}, {}] });
});
