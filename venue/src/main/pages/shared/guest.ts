import { html, type TemplateResult } from "lit";
import type { Problem } from "./contract";
import { clock, mark, ticket } from "./icons";
import { languageChoice } from "./language";
import { inWords, type Words } from "./words";

// What the pages that guests open have in common.

export function guestHead(language: string, words: Words, choose: (language: string) => void): TemplateResult {
  return html`<header class="masthead guest">
    <span class="brand">${mark}<span>Facelane</span></span>
    ${languageChoice(language, words, choose)}
  </header>`;
}

export function openingLink(words: Words): TemplateResult {
  return html`<p class="waiting" role="status"><span class="spinner"></span>${words.openingLink}</p>`;
}

// A link that leads nowhere is nothing that a guest need worry about.
export function noLink(problem: Problem, words: Words, again: () => void): TemplateResult {
  const { title, advice, status } = inWords(problem, words)!;
  return html`<section class="card outcome">
    <div class="badge calm">${status === 0 ? clock : ticket}</div>
    <h1 tabindex="-1">${title}</h1>
    <p role="alert">${advice}</p>
    <p class="fine">${words.ticketNotAffected}</p>
    <button class="wide" @click=${again}>${words.openLinkAgain}</button>
  </section>`;
}

export function sureToWithdraw(words: Words, withdraw: () => void, stay: () => void): TemplateResult {
  return html`<h2 tabindex="-1">${words.withdrawAndErase}</h2>
    <p>${words.whatHappens}</p>
    <div class="pair">
      <button class="careful" @click=${withdraw}>${words.yesWithdraw}</button>
      <button @click=${stay}>${words.noStay}</button>
    </div>`;
}
