import { html, type TemplateResult } from "lit";
import { NAMES, type Words } from "./words";

// Each language is named in itself: whoever needs it can read its name.
export function languageChoice(language: string, words: Words, choose: (language: string) => void): TemplateResult {
  return html`<select
    class="language"
    aria-label=${words.language}
    autocomplete="off"
    @change=${(change: Event) => choose((change.target as HTMLSelectElement).value)}
  >
    ${NAMES.map(([tag, name]) => html`<option value=${tag} lang=${tag} ?selected=${tag === language}>${name}</option>`)}
  </select>`;
}
