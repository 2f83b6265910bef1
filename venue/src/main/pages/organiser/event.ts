import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { EventPage } from "../shared/contract";
import { notice } from "../shared/notice";
import { titled } from "../shared/page";
import { atTime, counted } from "../shared/time";
import "./import";
import "./lanes";
import "./pretix";
import { Room } from "./room";
import "./rules";
import "./slicing";
import "./tickets";

const REFRESH_MILLISECONDS = 5_000;

// Everything about one event. The numbers refresh by themselves; the parts below say `changed` when they changed any.
@customElement("event-room")
export class EventRoom extends Room {
  @property() event = "";

  @state() private page: EventPage | null = null;

  private refresh = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.refresh = window.setInterval(() => void this.load(), REFRESH_MILLISECONDS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this.refresh);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("event")) {
      this.page = null;
      void this.load();
    }
  }

  private load(): Promise<boolean> {
    return this.attempt(async () => {
      this.page = await this.session.read<EventPage>(`/api/events/${this.event}`);
      titled(this.page.name);
    });
  }

  protected override render() {
    return html`<p><a href="#/">All events</a></p>
      ${this.page === null && this.problem !== null ? html`<h1 tabindex="-1">Event</h1>` : nothing}
      ${notice(this.problem)} ${this.page === null ? nothing : this.body(this.page)}`;
  }

  private body(page: EventPage): TemplateResult {
    return html`<div class="room-head">
        <div>
          <h1 tabindex="-1">${page.name}</h1>
          <p class="soft">${page.venue} · ${atTime(page.startsAt)} to ${atTime(page.endsAt)}</p>
        </div>
        ${this.organises() ? html`<a class="button" href=${`/steward#event=${page.id}`}>Steward board</a>` : nothing}
      </div>
      ${this.counts(page)}
      <div class="event-columns" @changed=${() => this.load()}>
        ${this.organises()
          ? html`<div>
              <ticket-import .session=${this.session} .event=${page.id}></ticket-import>
              <ticket-search .session=${this.session} .event=${page.id}></ticket-search>
              <event-rules .session=${this.session} .event=${page.id}></event-rules>
              <event-pretix .session=${this.session} .event=${page.id} .lanes=${page.lanes}></event-pretix>
            </div>`
          : nothing}
        <div>
          <event-lanes .session=${this.session} .event=${page.id} .lanes=${page.lanes}></event-lanes>
          ${this.organises() && page.mode !== "PASS"
            ? html`<event-slicing .session=${this.session} .event=${page.id} .mode=${page.mode}></event-slicing>`
            : nothing}
          ${this.basis(page)}
        </div>
      </div>`;
  }

  // A technician looks after the lanes and sees no ticket.
  private organises(): boolean {
    return this.session.me.roles.includes("ORGANISER");
  }

  private counts(page: EventPage): TemplateResult {
    const { counts } = page;
    return html`<dl class="tiles">
      <div><dt>Tickets</dt><dd data-count="tickets">${counted(counts.tickets)}</dd></div>
      <div><dt>Enrolled</dt><dd data-count="enrolled">${counted(counts.enrolled)}</dd></div>
      <div><dt>Admitted</dt><dd data-count="admitted">${counted(counts.admitted)}</dd></div>
      <div><dt>Being erased</dt><dd data-count="erasing">${counted(counts.erasing)}</dd></div>
      <div class=${counts.referralsOpen > 0 ? "urgent" : ""}>
        <dt>Need help</dt><dd>${counted(counts.referralsOpen)}</dd>
      </div>
    </dl>`;
  }

  private basis(page: EventPage): TemplateResult {
    const basis = page.legalBasis;
    return html`<section class="card" aria-labelledby="basis">
      <h2 id="basis">Legal basis and retention</h2>
      <dl class="facts">
        <div><dt>Mode</dt><dd>${page.mode === "HANDS_FREE" ? "Hands-free" : page.mode === "PASS" ? "Pass" : "Sealed"}</dd></div>
        <div><dt>Erased by</dt><dd>${atTime(page.eraseAfter)}</dd></div>
        ${basis === undefined
          ? ""
          : html`<div><dt>Jurisdiction</dt><dd>${basis.jurisdiction}</dd></div>
              <div><dt>Impact assessment</dt><dd>${basis.dpiaReference}</dd></div>
              <div><dt>Accountable</dt><dd>${basis.accountablePerson}</dd></div>`}
      </dl>
      ${basis === undefined
        ? ""
        : html`<details><summary>Text of the release</summary><p class="release">${basis.releaseText}</p></details>`}
    </section>`;
  }
}
