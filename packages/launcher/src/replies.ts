/** What the local demo model says, and the one Chinese line of the banner. Everything here is read by people. */

export const bannerLine = "在浏览器打开上面的地址，在群里 @ 机器人说一句“你好”。按 Ctrl-C 停止。";

export const demoGreeting = `您好！我是 **Dinglane 的本地演示模型**，不是真正的大模型。

您的消息已经走完了整条路：

1. 模拟钉钉把带签名的回调发给 ingress；
2. 消息进入 Redis 队列，等待轮到您；
3. chat-worker 向我提问，并把回复发回群里。

设置 \`APIKEY\` 后，就会换成真正的模型来回答。`;

/** Several shapes of Markdown, so that the page shows how each of them looks. */
export const demoAnswers: readonly ((question: string, turn: number) => string)[] = [
  (question, turn) => `这是**本地演示模型**的第 ${turn} 次回答，内容是预先写好的。

> ${question}

收到您的问题了。要得到真正的答案，请设置 \`APIKEY\`，然后重新启动。`,
  (question, turn) => `您问的是“${question}”。

我是**本地演示模型**，不会思考，但可以演示列表：

- 这是本次对话的第 ${turn} 个问题
- 发送“串聊”后我会记住前文，发送“重置”则清空
- 发送“帮助”可以查看全部指令`,
  (question, turn) => `关于“${question}”，**本地演示模型**只能给出一段示例代码：

\`\`\`bash
# 第 ${turn} 个问题之后，换成真正的模型
APIKEY=sk-... npx pnpm@12 start
\`\`\`

代码块会原样显示在回复里。`,
];
