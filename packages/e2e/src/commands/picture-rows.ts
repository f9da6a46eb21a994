import type { Row, Words } from "./row.ts";

const usage: Words = {
  title: "画图",
  text: "在 **#图片** 后面写上想画的内容，例如：\n\n> #图片 一只戴草帽的橘猫趴在窗台上，窗外是海，水彩画\n\n写清楚画什么、在哪里、什么风格和颜色，会更像您想的。一次画一张，通常要等半分钟左右。",
};
const drawn = (prompt: string): Pick<Row, "told" | "asks"> => ({
  told: {
    title: `画好了：${prompt}`,
    text: `**画好了**：${prompt}\n\n![图片]({mediaId})\n\n点开图片，可以放大、旋转和保存。`,
  },
  asks: prompt,
});

export const pictureRows: Row[] = [
  { say: "图片", told: usage },
  { say: "#图片", told: usage },
  { say: "＃图片　", told: usage },
  { say: "#图片 一只戴草帽的猫", ...drawn("一只戴草帽的猫") },
  { say: "#图片海边日出", ...drawn("海边日出") },
  { say: "＃图片　两只狗", ...drawn("两只狗") },
];
