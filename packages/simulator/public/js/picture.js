const PATH = "/playground/pictures?source=";

/** Where this page gets a picture from: a downloadCode, a mediaId or a link. */
export function pictureUrl(source) {
  return PATH + encodeURIComponent(source);
}

/** What a picture's address on this page stands for. */
export function sourceOf(url) {
  return new URL(url).searchParams.get("source") ?? "";
}
