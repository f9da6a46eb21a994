import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));
const isOther = (path: string): boolean => !/(\.test\.ts|^replies\.ts)$|^fixtures\//.test(path);

it.each(globSync("**/*.ts", { cwd: folder }).filter(isOther))(
  "%s leaves Chinese words to replies.ts",
  (path) => {
    const code = readFileSync(`${folder}${path}`, "utf8").replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
    expect(code.match(/\p{Script=Han}+/gu)).toBeNull();
  },
);
