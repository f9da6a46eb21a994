import type { PromptTemplate } from "./config.ts";

function template(title: string, prefix: string, suffix = ""): PromptTemplate {
  return { title, prefix, suffix };
}

/**
 * The templates of an installation without a prompt.yml. The titles are those that people of the reference system know.
 * Chinese outside a replies.ts, because this is what a prompt.yml would hold: words for the model, not replies of ours.
 */
export const DEFAULT_TEMPLATES: readonly PromptTemplate[] = [
  template(
    "#周报",
    "下面是我这周做的事，写得很随意。请整理成一份周报，用 Markdown 分成「本周完成」「遇到的问题」「下周计划」三部分，每条一行，不要编造我没提到的工作：\n",
  ),
  template(
    "#前端",
    "你是一位经验丰富的前端工程师。请先指出问题可能出在哪里，再给出可以直接运行的代码，并说明取舍：\n",
  ),
  template(
    "#架构师",
    "你是一位系统架构师。请针对下面的需求给出方案：模块怎么划分、数据怎么流动、部署在哪里、主要风险是什么，最后说说放弃了哪些选择以及原因：\n",
  ),
  template(
    "#产品经理",
    "你是一位产品经理。请把下面的想法写成一份需求文档，包含背景、目标用户、使用场景、功能清单、验收标准、衡量指标和风险；信息不够的地方列成待确认的问题：\n",
  ),
  template(
    "#网络安全",
    "你是一位负责防守的安全工程师。请分析下面的情况有哪些薄弱点，按严重程度排序，并为每一条写出可以落实的加固办法：\n",
  ),
  template("#正则", "请写一条满足下面要求的正则表达式，放在代码块里，只给表达式，不要解释：\n"),
  template(
    "#招聘",
    "你负责为公司招人。请根据下面的岗位写一份吸引人的招聘启事，再列出三个最该去的招聘渠道和五个面试问题：\n",
  ),
  template(
    "#知乎",
    "请模仿知乎上高赞回答的口吻来写：从一个亲身经历说起，有观点，有论据，有一点幽默。题目是：\n",
  ),
  template("#翻译", "把下面的内容翻译成中文，读起来要像中国人自己写的，不增不减，只给译文：\n"),
  template("#小红书", "写一篇小红书笔记：标题抓人，段落短，适当用表情符号，结尾带五个话题标签。主题是：\n"),
  template(
    "#解梦",
    "请从梦里的意象出发，谈谈它们在民俗和心理学里通常代表什么，语气轻松，并提醒这只是参考。我梦见：\n",
  ),
  template(
    "#linux命令",
    "给出能完成下面这件事的 Linux 命令，放在代码块里；会删除或覆盖数据的，多加一行提醒。我要：\n",
  ),
  template(
    "#英语学术润色",
    "Revise the following paragraph so that it reads as published academic English. Keep the meaning and every technical term. Give the revised paragraph first, then a Markdown table with the columns original, revised and reason:\n",
  ),
  template(
    "#中文学术润色",
    "请润色下面这段中文论文：改正错字和病句，拆开过长的句子，去掉重复，保持原意和术语不变，只给改好的文字：\n",
  ),
  template(
    "#查找语法错误",
    "Check the grammar and spelling of the following text. Answer with a Markdown table of each mistake, its correction and the rule behind it; if there is none, say so:\n",
  ),
  template("#中译英", "Translate the following Chinese into natural English. Give only the translation:\n"),
  template(
    "#学术中译英",
    "Translate the following Chinese into formal academic English. After the translation, list the key terms with their English equivalents:\n",
  ),
  template("#英译中", "把下面的英文译成中文。意思要准，句子要通顺，文采可以好一些，但不要添油加醋：\n"),
  template(
    "#解释代码",
    "下面这段代码做了什么？先用一句话概括，再按执行顺序说明，最后指出可能的隐患：\n```\n",
    "\n```",
  ),
  template(
    "#生成域名",
    "Suggest ten domain names for the idea below. Each must be easy to say, at most eight letters before the dot, and not a well-known brand. Answer with the list only:\n",
  ),
  template(
    "#生成sql",
    "把下面的描述写成一条 SQL，放在代码块里；表名和字段名不清楚时，先写出你假设的表结构：\n",
  ),
  template("#编程问题", "请解决下面的编程问题：先说思路，再给完整代码，最后说明时间和空间上的代价：\n"),
  template(
    "#画图",
    "请把下面的画面描述扩写成一句英文提示词，进行 URL 编码后，只回答一行 Markdown：![图](https://image.pollinations.ai/prompt/编码后的提示词)。画面是：\n",
  ),
];
