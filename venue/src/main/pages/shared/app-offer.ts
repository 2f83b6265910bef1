import { html, type TemplateResult } from "lit";
import type { AppOffer } from "./contract";

// A secret to take into an authenticator app: scanned, or typed.
export function appOffer(offer: AppOffer): TemplateResult {
  return html`<div class="app-offer">
    <svg viewBox=${`-4 -4 ${offer.side + 8} ${offer.side + 8}`} role="img" aria-label="Code to scan with an authenticator app">
      <rect x="-4" y="-4" width=${offer.side + 8} height=${offer.side + 8} fill="#fff"></rect>
      <path d=${offer.path} fill="#000"></path>
    </svg>
    <p>Scan this with an authenticator app, or type the key into it:</p>
    <p class="code secret">${offer.secret.replace(/(.{4})/g, "$1 ")}</p>
  </div>`;
}

export function recoveryCodes(codes: string[]): TemplateResult {
  return html`<div class="recovery" role="status">
    <p>
      <strong>Recovery codes.</strong> Each opens your account once, with your password, when the phone is lost. They are
      shown only now: print them or write them down.
    </p>
    <ol>
      ${codes.map((code) => html`<li class="code">${code}</li>`)}
    </ol>
  </div>`;
}
