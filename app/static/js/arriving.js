/* Sends files in pieces of 1 MiB, so that a dropped line costs one piece. Without this the form sends one file whole. */

const PIECE = 1024 * 1024;
const TRIES = 8;

const area = document.querySelector("[data-arriving]");
const form = document.querySelector("main form[enctype]");
const input = form && form.querySelector("input[type=file]");
const told = area && area.querySelector("[data-arriving-told]");
const list = area && area.querySelector("[data-arriving-files]");

class Refused extends Error {}

const wait = (time) => new Promise((done) => window.setTimeout(done, time));

/* One request; tried again while the line is down, waiting longer each time. */
async function ask(address, body, headers) {
  for (let tried = 0; ; tried += 1) {
    try {
      const answer = await fetch(address, { method: "POST", body, headers, credentials: "same-origin", redirect: "error" });
      if (answer.status < 500) {
        const json = (answer.headers.get("Content-Type") || "").startsWith("application/json");
        if (!json) throw new Refused("You may have been signed out. Load this page again and choose the same file: it goes on where it was.");
        const said = await answer.json();
        if (!answer.ok) throw new Refused(said.reason);
        return said;
      }
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
    if (tried >= TRIES) throw new Refused("The line is down. Choose the same file again later: it goes on where it was.");
    told.textContent = "The line dropped. Trying again.";
    await wait(Math.min(30_000, 500 * 2 ** tried));
  }
}

function shown(file) {
  const line = document.createElement("li");
  const label = document.createElement("label");
  const bar = document.createElement("progress");
  bar.max = file.size || 1;
  bar.value = 0;
  label.append(`${file.name} `, bar);
  line.append(label);
  list.append(line);
  return bar;
}

async function send(file) {
  const token = form.querySelector("[name=csrf_token]").value;
  const bar = shown(file);
  const about = new URLSearchParams({
    csrf_token: token,
    name: file.name,
    size: String(file.size),
    declared: file.type,
    fingerprint: `${file.name}|${file.size}|${file.lastModified}`,
    received_from: form.querySelector("[name=received_from]").value,
  });
  const begun = await ask(area.dataset.arriving, about, {});
  let next = begun.next;
  while (next * PIECE < file.size) {
    bar.value = next * PIECE;
    told.textContent = `Sending ${file.name}: ${Math.floor((100 * next * PIECE) / file.size)}%`;
    const piece = file.slice(next * PIECE, (next + 1) * PIECE);
    const headers = { "X-CSRFToken": token, "Content-Type": "application/octet-stream" };
    next = (await ask(`${begun.address}/${next}`, piece, headers)).next;
  }
  bar.value = file.size;
  told.textContent = `Checking ${file.name}`;
  return (await ask(`${begun.address}/finish`, new URLSearchParams({ csrf_token: token }), {})).location;
}

async function sendAll(event) {
  if (!input.files.length) return;
  event.preventDefault();
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  area.hidden = false;
  list.replaceChildren();
  const refused = [];
  let location = "";
  for (const file of input.files) {
    try {
      location = await send(file);
    } catch (error) {
      refused.push(`${file.name}: ${error.message}`);
    }
  }
  button.disabled = false;
  if (location && !refused.length) window.location.assign(location);
  else told.textContent = refused.join(" ");
}

if (area && input) {
  input.multiple = true;
  form.addEventListener("submit", sendAll);
}
