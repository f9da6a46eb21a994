import { element } from "./element.js";
import { icon } from "./icon.js";
import { strings } from "./strings.js";

/** The buttons that send a picture, a file, or what was typed as a recording whose words were recognised. */
export function createAttachments({ place, problem, onPicked }) {
  const picture = picker(
    "picture",
    strings.attachPicture,
    "image/png,image/jpeg,image/gif,image/bmp,image/webp",
  );
  const file = picker("file", strings.attachFile, "");
  const voice = button("voice", strings.attachVoice);
  voice.title = strings.voiceHint;
  voice.addEventListener("click", () => void onPicked({ kind: "voice" }));
  place.append(picture, file, voice);

  function picker(kind, label, accept) {
    const input = element("input", {
      type: "file",
      hidden: true,
      accept: accept === "" ? undefined : accept,
      "data-testid": `pick-${kind}`,
    });
    const opener = button(kind, label);
    opener.addEventListener("click", () => input.click());
    input.addEventListener("change", async () => {
      const [chosen] = input.files;
      input.value = "";
      if (chosen !== undefined) {
        await send(kind, chosen);
      }
    });
    return element("span", {}, opener, input);
  }

  async function send(kind, chosen) {
    const downloadCode = await keep(chosen);
    if (downloadCode === undefined) {
      problem.textContent = strings.attachFailed;
      return;
    }
    await onPicked(kind === "file" ? { kind, downloadCode, name: chosen.name } : { kind, downloadCode });
  }

  return {
    /** In a group nobody can send files or recordings to a robot; a recording has words. */
    render({ isGroup }, hasWords) {
      file.hidden = isGroup;
      voice.hidden = isGroup;
      voice.disabled = !hasWords;
    },
  };
}

function button(kind, label) {
  return element(
    "button",
    { type: "button", class: "attach", "aria-label": label, title: label, "data-testid": `attach-${kind}` },
    icon(kind),
  );
}

/** Leaves a file with the simulator; its downloadCode, or undefined where it was not taken. */
async function keep(chosen) {
  try {
    const answer = await fetch("/playground/files", {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: chosen,
    });
    return answer.ok ? (await answer.json()).downloadCode : undefined;
  } catch {
    return undefined;
  }
}
