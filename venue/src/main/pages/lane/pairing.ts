import { html, type TemplateResult } from "lit";

export interface LaneKey {
  lane: string;
  key: string;
}

const STORED_KEY = "facelane.lane";

// The key from the address, which is remembered and taken out of the address bar, where it could be read over a
// shoulder; otherwise the one that was remembered.
export function laneKey(): LaneKey | null {
  const given = fromFragment(location.hash);
  if (given === null) {
    return stored();
  }
  localStorage.setItem(STORED_KEY, JSON.stringify(given));
  history.replaceState(null, "", location.pathname);
  return given;
}

export function forget(): void {
  localStorage.removeItem(STORED_KEY);
}

// What stands behind the # of a pasted link; nothing if it is no lane's.
export function isLink(text: string): string | null {
  const hash = text.slice(Math.max(0, text.indexOf("#")));
  return fromFragment(hash) === null ? null : hash;
}

export function linkForm(take: (submission: SubmitEvent) => void): TemplateResult {
  return html`<form class="lane-link" @submit=${take}>
    <label for="lane-link">Link of the lane</label>
    <input id="lane-link" name="link" required autocomplete="off" placeholder="https://…/lane#lane=…&key=…" />
    <button>Use it</button>
  </form>`;
}

function fromFragment(hash: string): LaneKey | null {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const lane = fields.get("lane");
  const secret = fields.get("key");
  return lane === null || secret === null ? null : { lane, key: secret };
}

function stored(): LaneKey | null {
  const text = localStorage.getItem(STORED_KEY);
  return text === null ? null : (JSON.parse(text) as LaneKey);
}
