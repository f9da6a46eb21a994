import { expect, it } from "vitest";
import { OPERATOR, openDashboard, VIEWER } from "../fixtures/dashboard.ts";
import { createBrowser } from "../fixtures/browser.ts";

const SESSION_KEYS = "dinglane:{0}:dashboard:session:*";

it("shows nothing without a login", async () => {
  await using dashboard = await openDashboard();
  const { url } = dashboard;
  const browser = createBrowser(url);
  for (const path of ["/", "/queue/chat", "/queue/chat/m1?status=failed", "/metrics-history", "/whatever"]) {
    const response = await browser.get(path);
    expect([path, response.status]).toEqual([path, 302]);
    expect(response.headers.get("location")).toBe(`/login?next=${encodeURIComponent(path)}`);
  }
  for (const path of [
    "/api/queues",
    "/API/queues",
    "/api/queues/chat/m1",
    "/api/redis/stats",
    "/static/favicon.ico",
  ]) {
    const response = await browser.get(path);
    expect([path, response.status]).toEqual([path, 401]);
    expect(await response.json()).toMatchObject({ error: { key: "需要登录" } });
  }
  const written = await browser.send("PUT", "/api/queues/pause");
  expect(written.status).toBe(401);
  expect(await dashboard.queues.chat.isPaused()).toBe(false);
  for (const path of ["/healthz", "/readyz", "/metrics"]) expect((await browser.get(path)).status).toBe(200);
});

it("leads through the login to where one wanted to go, and out again", async () => {
  await using dashboard = await openDashboard();
  const browser = createBrowser(dashboard.url);
  const response = await browser.logIn(VIEWER.name, VIEWER.password, {
    path: "/login?next=%2Fqueue%2Fchat%3Fstatus%3Dfailed%26page%3D2",
  });
  expect([response.status, response.headers.get("location")]).toEqual([
    303,
    "/queue/chat?status=failed&page=2",
  ]);
  const cookie = response.headers.getSetCookie().find((line) => line.startsWith("dinglane_session="));
  expect(cookie).toMatch(/^dinglane_session=[\w-]{43}; Max-Age=\d+; Path=\/; .*HttpOnly; SameSite=Strict$/);
  const page = await (await browser.get("/")).text();
  expect(page).toContain("只读：vera");
  expect(page).not.toContain("https://fonts");
  expect((await browser.get("/api/queues")).status).toBe(200);

  expect((await browser.get("/logout")).status).toBe(200);
  expect(await dashboard.redis.keys(SESSION_KEYS)).toHaveLength(1);
  const kept = new Map(browser.cookies);
  expect((await browser.send("POST", "/logout")).status).toBe(303);
  expect(await dashboard.redis.keys(SESSION_KEYS)).toEqual([]);
  for (const [name, value] of kept) browser.cookies.set(name, value);
  expect((await browser.get("/api/queues")).status).toBe(401);
  expect(dashboard.logged).toMatchObject([
    { audit: "login", outcome: "ok", user: "vera", address: "127.0.0.1" },
    { audit: "logout", user: "vera" },
  ]);
});

it("marks the cookie Secure where the browser came by https", async () => {
  await using dashboard = await openDashboard();
  const browser = createBrowser(dashboard.url);
  const headers = { origin: "https://board.example", "sec-fetch-site": "same-origin" };
  const response = await browser.logIn(VIEWER.name, VIEWER.password, { headers });
  expect(response.headers.getSetCookie().join()).toMatch(
    /^dinglane_session=.*; HttpOnly; Secure; SameSite=Strict$/,
  );
});

it("makes a new session at every login, never one that was brought along", async () => {
  await using dashboard = await openDashboard();
  const browser = createBrowser(dashboard.url);
  const planted = "x".repeat(43);
  browser.cookies.set("dinglane_session", planted);
  await browser.logIn(VIEWER.name, VIEWER.password);
  const first = browser.cookies.get("dinglane_session");
  expect(first).not.toBe(planted);
  await browser.logIn(OPERATOR.name, OPERATOR.password);
  expect(browser.cookies.get("dinglane_session")).not.toBe(first);
  // The one before is over, and Redis knows neither ids nor passwords.
  const keys = await dashboard.redis.keys(SESSION_KEYS);
  expect(keys).toHaveLength(1);
  const stored = `${keys.join()} ${await dashboard.redis.get(keys[0]!)}`;
  expect(stored).not.toContain(browser.cookies.get("dinglane_session"));
  expect(stored).not.toContain(OPERATOR.password);
});

it("shares sessions between replicas, and ends them when idle or too old or the user has changed", async () => {
  await using dashboard = await openDashboard();
  const { redis, clock } = dashboard;
  const browser = await dashboard.browser(VIEWER);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const statusAt = async (url: string): Promise<number> =>
    (await fetch(`${url}/api/queues`, { headers: { cookie } })).status;

  expect(await statusAt(await dashboard.openReplica())).toBe(200);
  const [key = ""] = await redis.keys(SESSION_KEYS);
  await redis.expire(key, 5);
  expect(await statusAt(dashboard.url)).toBe(200);
  expect(await redis.ttl(key)).toBeGreaterThan(3_000);

  const promoted = { ...VIEWER, role: "operator" } as const;
  expect(await statusAt(await dashboard.openReplica([promoted]))).toBe(401);
  expect(await statusAt(await dashboard.openReplica([{ ...VIEWER, password: "new" }]))).toBe(401);
  expect(await statusAt(await dashboard.openReplica([OPERATOR]))).toBe(401);

  clock.nowMs += 12 * 60 * 60 * 1000;
  expect(await statusAt(dashboard.url)).toBe(401);
  clock.nowMs -= 60_000;
  expect(await statusAt(dashboard.url)).toBe(200);
  await redis.set(key, "what another version wrote");
  expect(await statusAt(dashboard.url)).toBe(401);
});

it("refuses requests that no page of ours sent", async () => {
  await using dashboard = await openDashboard();
  const browser = await dashboard.browser(OPERATOR);
  const foreign = [
    {},
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: dashboard.url, "sec-fetch-site": "cross-site" },
    { origin: dashboard.url, "sec-fetch-site": "same-site" },
  ];
  for (const headers of foreign) {
    for (const path of ["/api/queues/pause", "/api/queues/chat/empty", "/logout", "/login"]) {
      const response = await browser.send(path.startsWith("/api") ? "PUT" : "POST", path, { headers });
      expect([path, headers, response.status]).toEqual([path, headers, 403]);
    }
  }
  expect(await dashboard.queues.chat.isPaused()).toBe(false);
  expect((await browser.get("/api/queues")).status).toBe(200);
});

it("wants the form's own token for a login", async () => {
  await using dashboard = await openDashboard();
  const form = { name: VIEWER.name, password: VIEWER.password, next: "/" };
  const strange = createBrowser(dashboard.url);
  expect((await strange.send("POST", "/login", { form: { ...form, token: "" } })).status).toBe(403);
  await strange.get("/login");
  const response = await strange.send("POST", "/login", { form: { ...form, token: "x".repeat(32) } });
  expect(response.status).toBe(403);
  expect(await response.text()).toContain("登录页面已过期");
  expect(await dashboard.redis.keys(SESSION_KEYS)).toEqual([]);
});

it("says no more than that a login is wrong, and logs no name that is no user's", async () => {
  await using dashboard = await openDashboard();
  const browser = createBrowser(dashboard.url);
  const wrong = await browser.logIn(VIEWER.name, OPERATOR.password);
  const unknown = await browser.logIn("hunter2'\"><script>", "x");
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  const page = await unknown.text();
  expect(page).toContain("账号或密码不对");
  expect(page).not.toContain("<script");
  expect(dashboard.logged).toMatchObject([
    { outcome: "failed", user: "vera" },
    { outcome: "failed", unknownUser: true },
  ]);
  expect(JSON.stringify(dashboard.logged)).not.toMatch(/hunter2|operator's/);
});

it("throttles a name at one address: the right password has to wait too, and a forged address does not help", async () => {
  await using dashboard = await openDashboard();
  const replica = await dashboard.openReplica();
  const browser = createBrowser(dashboard.url);
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const headers = { origin: dashboard.url, "x-forwarded-for": `192.0.2.${attempt}` };
    expect((await browser.logIn(VIEWER.name, "wrong", { headers })).status).toBe(401);
  }
  const refused = await createBrowser(replica).logIn(VIEWER.name, VIEWER.password);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(800);
  expect(await refused.text()).toMatch(/尝试的次数太多，请 \d+ 分钟后再试。/);
  expect(dashboard.logged.at(-1)).toMatchObject({ outcome: "throttled", user: "vera" });
  expect((await browser.logIn(OPERATOR.name, OPERATOR.password)).status).toBe(303);
  expect(await dashboard.metrics.metrics()).toContain('dinglane_dashboard_logins_total{outcome="failed"} 10');
});

it("lets nobody lock an operator out of the browser in which they have logged in before", async () => {
  await using dashboard = await openDashboard();
  const own = await dashboard.browser(OPERATOR);
  const cookie = own.cookies.get("dinglane_browser");
  expect((await own.send("POST", "/logout")).status).toBe(303);
  const evil = createBrowser(dashboard.url);
  for (let attempt = 0; attempt < 35; attempt += 1) await evil.logIn(OPERATOR.name, "wrong");
  expect((await evil.logIn(OPERATOR.name, OPERATOR.password)).status).toBe(429);

  const response = await own.logIn(OPERATOR.name, OPERATOR.password);
  expect(response.status).toBe(303);
  const line = response.headers.getSetCookie().find((each) => each.startsWith("dinglane_browser="));
  expect(line).toMatch(
    /^dinglane_browser=[\w-]{43}; Max-Age=\d+; Path=\/login; .*HttpOnly; SameSite=Strict$/,
  );
  expect(own.cookies.get("dinglane_browser")).not.toBe(cookie);
  const stored = await dashboard.redis.keys("dinglane:{0}:dashboard:browser:*");
  expect(stored).toHaveLength(1);
  expect(stored.join()).not.toContain(own.cookies.get("dinglane_browser"));

  // Its cookie is no way round the password, nor once it has been replaced.
  evil.cookies.set("dinglane_browser", cookie ?? "");
  expect((await evil.logIn(OPERATOR.name, OPERATOR.password)).status).toBe(429);
  for (let attempt = 0; attempt < 10; attempt += 1)
    expect((await own.logIn(OPERATOR.name, "wrong")).status).toBe(401);
  expect((await own.logIn(OPERATOR.name, OPERATOR.password)).status).toBe(429);
});

it("throttles by address, counting failures only, also many at once", async () => {
  await using dashboard = await openDashboard();
  for (let attempt = 0; attempt < 32; attempt += 1) {
    expect((await createBrowser(dashboard.url).logIn(OPERATOR.name, OPERATOR.password)).status).toBe(303);
  }
  const guesses = Array.from({ length: 40 }, (_, index) =>
    createBrowser(dashboard.url).logIn(`guess-${index}`, "wrong"),
  );
  const statuses = (await Promise.all(guesses)).map(({ status }) => status).toSorted((a, b) => a - b);
  expect(statuses).toEqual([
    ...Array.from({ length: 30 }, () => 401),
    ...Array.from({ length: 10 }, () => 429),
  ]);
});

it("answers 503 while Redis is away", async () => {
  await using dashboard = await openDashboard();
  const browser = await dashboard.browser(OPERATOR);
  dashboard.redis.disconnect();
  const response = await browser.get("/api/queues");
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ message: "暂时连不上 Redis，请稍后再试。" });
});

it("answers 500 in neutral words where Redis is there and something else is wrong", async () => {
  await using dashboard = await openDashboard();
  const browser = await dashboard.browser(OPERATOR);
  const [key = ""] = await dashboard.redis.keys(SESSION_KEYS);
  await dashboard.redis.del(key);
  await dashboard.redis.lpush(key, "a list, where a string belongs");
  const response = await browser.get("/api/queues");
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({ message: "控制台出了问题，已经记录下来。请稍后再试。" });
  expect(dashboard.logged.at(-1)).toMatchObject({ message: "request failed" });
});
