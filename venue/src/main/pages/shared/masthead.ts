import { html, nothing, type TemplateResult } from "lit";
import type { Session } from "./api";
import { key, leave, mark } from "./icons";
import { pagesOf, type StaffPage } from "./roles";

// The head of every page that staff see.
export function masthead(session: Session | null, here: StaffPage["path"]): TemplateResult {
  const pages = session === null ? [] : pagesOf(session.me.roles);
  return html`<header class="masthead">
    <a class="brand" href=${here === "/organiser" ? "#/" : here}>${mark}<span>Facelane</span></a>
    ${session === null
      ? nothing
      : html`<nav aria-label="Pages">
            ${pages.length === 1
              ? nothing
              : pages.map((page) => html`<a href=${page.path} aria-current=${page.path === here ? "page" : nothing}>${page.name}</a>`)}
          </nav>
          <a class="button quiet" href="/account" aria-current=${here === "/account" ? "page" : nothing} title=${`Account of ${session.me.name}`}>
            ${key}<span>Account</span>
          </a>
          <button class="quiet" @click=${() => session.end()} title=${`Signed in as ${session.me.name}`}>
            ${leave}<span>Sign out</span>
          </button>`}
  </header>`;
}
