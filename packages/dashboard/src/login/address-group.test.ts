import { expect, it } from "vitest";
import { addressGroup } from "./address-group.ts";

it.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::9", "2001:db8:1:2::/64"],
  ["2001:db8::", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  [undefined, "unknown"],
  ["1.2.3.4, 5.6.7.8", "unknown"],
])("takes %s for %s", (peer, group) => {
  expect(addressGroup(peer)).toBe(group);
});
