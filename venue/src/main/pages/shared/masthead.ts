import { html, nothing, type TemplateResult } from "lit";
import type { Session } from "./api";
import type { Role } from "./contract";
import { leave, mark } from "./icons";

// The head of every page that staff see.
export function masthead(session: Session | null, here: Role): TemplateResult {
  return html`<header class="masthead">
    <a class="brand" href=${here === "ORGANISER" ? "#/" : here === "OFFICER" ? "/officer" : "/steward"}>${mark}<span>Facelane</span></a>
    ${session === null
      ? nothing
      : html`<nav aria-label="Pages">
            ${session.me.role === "ORGANISER"
              ? html`<a href="/organiser#/" aria-current=${here === "ORGANISER" ? "page" : nothing}>Organiser</a>
                  <a href="/steward" aria-current=${here === "STEWARD" ? "page" : nothing}>Steward board</a>
                  <a href="/officer" aria-current=${here === "OFFICER" ? "page" : nothing}>Audit</a>`
              : nothing}
          </nav>
          <button class="quiet" @click=${() => session.end()} title=${`Signed in as ${session.me.name}`}>
            ${leave}<span>Sign out</span>
          </button>`}
  </header>`;
}
