const time = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
const dayAndTime = new Intl.DateTimeFormat("zh-CN", {
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
});

/** "14:05" today, "3月2日 14:05" on another day. */
export function clockTime(atMs) {
  const isToday = new Date(atMs).toDateString() === new Date().toDateString();
  return (isToday ? time : dayAndTime).format(atMs);
}
