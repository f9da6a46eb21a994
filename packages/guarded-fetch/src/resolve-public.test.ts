import { expect, test } from "vitest";
import { resolvePublic } from "./resolve-public.ts";

const to =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

test("a name stands for its public addresses alone", async () => {
  expect(await resolvePublic("oss.test", to("8.8.8.8", "10.0.0.1", "2400:3200::1"))).toEqual([
    { address: "8.8.8.8", family: 4 },
    { address: "2400:3200::1", family: 6 },
  ]);
});

test.each([["intranet.test"], ["127.0.0.1"], ["[::1]"], ["::ffff:10.0.0.1"], ["169.254.169.254"]])(
  "%s has none",
  async (host) => {
    await expect(resolvePublic(host, to("127.0.0.1", "fd00::1"))).rejects.toMatchObject({
      name: "GuardError",
      code: "private_address",
    });
  },
);

test("an address needs no look-up", async () => {
  expect(await resolvePublic("8.8.8.8", () => Promise.reject(new Error("asked")))).toEqual([
    { address: "8.8.8.8", family: 4 },
  ]);
});

test("a name that nobody knows is not reached", async () => {
  const cause = new Error("ENOTFOUND");
  await expect(resolvePublic("nobody.test", () => Promise.reject(cause))).rejects.toMatchObject({
    code: "not_reached",
    cause,
  });
  await expect(resolvePublic("nobody.test", to())).rejects.toMatchObject({ code: "not_reached" });
});
