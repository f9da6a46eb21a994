import type { Browser, Page } from "playwright-core";
import { expect, test } from "vitest";
import { openBrowser } from "./open-browser.ts";
import { group, startStack, type RunningService } from "./start-stack.ts";

const USERS = "vera:look-but-do-not-touch:viewer,otto:turn-it-off-and-on:operator";
const XSS = `<img src=x onerror="document.title='xss'"><script>document.title='xss'</script>`;

/** Logs in with the form, as a person does, and gives the page of the chat queue's completed jobs. */
async function logIn(
  browser: Browser,
  dashboard: RunningService,
  name: string,
  password: string,
): Promise<Page> {
  const page = await (await browser.newContext({ locale: "zh-CN" })).newPage();
  await page.goto(`${dashboard.url}/queue/chat?status=completed`);
  await page.locator("#name").fill(name);
  await page.locator("#password").fill(password);
  await page.locator("button").click();
  await page.waitForURL(/queue\/chat/);
  return page;
}

/** Everything that a page of jobs shows, once it shows jobs. */
async function jobsShown(
  page: Page,
  dashboard: RunningService,
  status: string,
  marker: string,
): Promise<string> {
  await page.goto(`${dashboard.url}/queue/chat?status=${status}`);
  await expect.poll(() => page.locator("body").innerText(), { timeout: 15_000 }).toContain(marker);
  return page.locator("body").innerText();
}

test("operators watch the queues behind a login; a retry answers once; stored scripts stay text", async () => {
  let failing = true;
  await using stack = await startStack({
    simulator: {
      people: [
        { id: "mallory", nick: `马洛里${XSS}`, staffId: "staff-mallory" },
        { id: "bob", nick: "鲍勃", staffId: "staff-bob" },
      ],
      groups: [{ id: group.id, title: `项目群${XSS}` }],
    },
    answer: (call) =>
      call.question.includes("会失败") && failing
        ? {
            error: { message: "bad key", type: "invalid_request_error", code: "invalid_api_key" },
            status: 401,
          }
        : { content: `答案是：${call.question}` },
  });
  const good = await stack.simulator.say({ from: "mallory", in: group.id, text: `芝麻开门的密语 ${XSS}` });
  await stack.simulator.waitForReply(good.msgId);
  const bad = await stack.simulator.say({ from: "bob", in: group.id, text: "这题会失败" });
  await stack.simulator.waitForReply(bad.msgId);

  const dashboard = await stack.start("dashboard", { DASHBOARD_USERS: USERS });
  await using browser = await openBrowser();

  const stranger = await fetch(`${dashboard.url}/api/queues`, { redirect: "manual" });
  expect(stranger.status).toBe(401);
  const page = await fetch(`${dashboard.url}/queue/chat`, {
    redirect: "manual",
    headers: { accept: "text/html" },
  });
  expect(page.headers.get("location")).toMatch(/^\/login/);

  const viewer = await logIn(browser, dashboard, "vera", "look-but-do-not-touch");
  const masked = await jobsShown(viewer, dashboard, "completed", "answer-message");
  expect(masked).toContain("•••");
  expect(masked).not.toMatch(/芝麻开门|马洛里|项目群/);
  const refused = await viewer.evaluate(async () => {
    const response = await fetch("/api/queues/chat/retry/failed", { method: "PUT" });
    return response.status;
  });
  expect(refused).toBe(403);

  const operator = await logIn(browser, dashboard, "otto", "turn-it-off-and-on");
  const open = await jobsShown(operator, dashboard, "completed", "answer-message");
  expect(open).toContain("芝麻开门的密语");
  expect(await operator.title()).not.toBe("xss");
  expect(await operator.locator("img[src='x']").count()).toBe(0);
  await jobsShown(operator, dashboard, "failed", "model_refused_credentials");

  failing = false;
  const retried = operator.waitForResponse((response) => /\/chat\/[^/]+\/retry/.test(response.url()));
  // Bull Board's buttons on a job bear icons only; retry is the first one on a failed job.
  await operator.locator("[class*=jobActions] button").first().click();
  await operator.locator("[role=alertdialog] button, [role=dialog] button").first().click();
  expect((await retried).status()).toBe(204);
  const answered = await stack.simulator.waitForReply(
    (delivery) => delivery.text.includes("答案是：这题会失败"),
    15_000,
  );
  expect(answered.shown).toBe(true);
  const later = await stack.simulator.say({ from: "bob", in: group.id, text: "再来一题" });
  await stack.simulator.waitForReply(later.msgId);
  expect(stack.simulator.deliveries.filter((d) => d.text.includes("答案是：这题会失败"))).toHaveLength(1);
  expect(dashboard.output()).toContain("audit");
  expect(dashboard.output()).not.toMatch(/芝麻开门|look-but-do-not-touch|turn-it-off-and-on/);
});
