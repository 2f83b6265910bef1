import { html, nothing, type TemplateResult } from "lit";
import type { Shown } from "./faces";

// One button for each number that could come along. Nothing is used up before one of them is touched.
export function partyChoices({ ask, most }: Shown, say: (ask: string, count: number) => void): TemplateResult | typeof nothing {
  if (ask === undefined || most === undefined) {
    return nothing;
  }
  const counts = Array.from({ length: most + 1 }, (_, count) => count);
  return html`<div class="party" role="group" aria-label="How many come along">
    ${counts.map(
      (count) => html`<button class=${count === 0 ? "alone" : ""} @click=${() => say(ask, count)}>${count === 0 ? "Only me" : `+ ${count}`}</button>`,
    )}
  </div>`;
}
