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

const NO_LINK = "This is no link of a lane: such a link ends in #lane=…&key=…";

// Takes a pasted link and hands on what stands behind its #.
export function linkForm(take: (hash: string) => void): TemplateResult {
  const submit = (submission: SubmitEvent) => {
    submission.preventDefault();
    const field = (submission.target as HTMLFormElement).elements.namedItem("link") as HTMLInputElement;
    const hash = field.value.slice(Math.max(0, field.value.indexOf("#"))).trim();
    if (fromFragment(hash) === null) {
      field.setCustomValidity(NO_LINK);
      field.reportValidity();
      return;
    }
    take(hash);
  };
  return html`<form class="lane-link" @submit=${submit}>
    <label for="lane-link">Link of the lane</label>
    <input
      id="lane-link"
      name="link"
      required
      autocomplete="off"
      placeholder="https://…/lane#lane=…&key=…"
      @input=${(change: Event) => (change.target as HTMLInputElement).setCustomValidity("")}
    />
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
