import { expect, test } from "vitest";
import { group, startStack, type RunningService } from "./start-stack.ts";

/** How often a process's event loop stood still for more than 50 ms since it started. */
async function longBlocks(service: RunningService): Promise<number> {
  const lines = (await (await fetch(`${service.url}/metrics`)).text()).split("\n");
  const valueOf = (start: string): number =>
    Number(
      lines
        .find((line) => line.startsWith(start))
        ?.split(" ")
        .at(-1),
    );
  const metric = "dinglane_event_loop_delay_seconds";
  return valueOf(`${metric}_count`) - valueOf(`${metric}_bucket{le="0.05"`);
}

test("300 000 repeated characters are refused in words, 72 kB of answer arrive in parts, and no loop blocks", async () => {
  const answer = Array.from({ length: 600 }, (_, n) => `第 ${n} 段：${"内容".repeat(18)}`).join("\n\n");
  expect(Buffer.byteLength(answer)).toBeGreaterThan(72_000);
  await using stack = await startStack({ answer: () => ({ content: answer }) });
  const worker = stack.workers[0];
  if (worker === undefined) throw new Error("no worker");

  // The machine may stall a process by itself; a program that blocks does so in every round.
  const rounds: number[] = [];
  for (let round = 0; round < 3; round++) {
    const before = (await longBlocks(stack.ingress)) + (await longBlocks(worker));

    const huge = await stack.simulator.say({ from: "user00", in: group.id, text: "长".repeat(300_000) });
    expect(huge.status).toBe(200);
    expect((await stack.simulator.waitForReply(huge.msgId)).text).toContain("太长");

    const nearLimit = await stack.simulator.say({ from: "user00", in: group.id, text: "长".repeat(8_000) });
    expect(nearLimit.status).toBe(200);
    await stack.simulator.waitForReply(nearLimit.msgId, 20_000);

    const asked = await stack.simulator.say({ from: "user01", in: group.id, text: "写长一点" });
    await stack.simulator.waitForReply(
      (delivery) => delivery.msgId === asked.msgId && delivery.text.includes("第 599 段"),
      20_000,
    );
    const parts = stack.simulator.deliveries.filter((delivery) => delivery.msgId === asked.msgId);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.every((part) => part.errcode === 0 && part.bytes <= 20_000)).toBe(true);
    expect((parts.at(-1)?.atMs ?? 0) - (parts[0]?.atMs ?? 0)).toBeLessThan(3_000);
    const text = parts.map((part) => part.text).join("\n");
    for (let n = 0; n < 600; n++) expect(text).toContain(`第 ${n} 段`);
    expect(parts.filter((part) => part.text.includes("@staff-user01"))).toHaveLength(1);

    rounds.push((await longBlocks(stack.ingress)) + (await longBlocks(worker)) - before);
  }
  expect(Math.min(...rounds), `blocks of more than 50 ms by round: ${rounds.join(" ")}`).toBe(0);
});
