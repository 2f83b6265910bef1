import { html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { problemOf, Session } from "../shared/api";
import type { Problem } from "../shared/contract";
import { masthead } from "../shared/masthead";
import { notice } from "../shared/notice";
import { Part } from "../shared/page";
import "./event";
import "./events";
import "./new-event";
import "./staff";

// The organiser's rooms, by the fragment of the address: `#/`, `#/new`, `#/staff`, `#/events/ID`.
@customElement("organiser-page")
export class OrganiserPage extends Part {
  @state() private session: Session | null = null;
  @state() private problem: Problem | null = null;
  @state() private room = location.hash.slice(1);

  private readonly moved = () => {
    this.room = location.hash.slice(1);
    window.scrollTo(0, 0);
    void this.focusOn("h1");
  };

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("hashchange", this.moved);
    void this.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.moved);
  }

  private async open(): Promise<void> {
    try {
      this.session = await Session.open();
    } catch (failure) {
      this.problem = problemOf(failure);
    }
  }

  protected override render() {
    return html`${masthead(this.session, "/organiser")}
      <main class="wide-page">${notice(this.problem)} ${this.session === null ? "" : this.inside(this.session)}</main>`;
  }

  private inside(session: Session): TemplateResult {
    const event = /^\/events\/([^/]+)$/.exec(this.room)?.[1];
    if (event !== undefined) {
      return html`<event-room .session=${session} .event=${event}></event-room>`;
    }
    switch (this.room) {
      case "/new":
        return html`<new-event .session=${session}></new-event>`;
      case "/staff":
        return html`<staff-room .session=${session}></staff-room>`;
      default:
        return html`<events-room .session=${session}></events-room>`;
    }
  }
}
