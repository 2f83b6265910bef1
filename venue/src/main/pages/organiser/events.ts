import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { EventLine } from "../shared/contract";
import { notice } from "../shared/notice";
import { titled } from "../shared/page";
import { atTime } from "../shared/time";
import { Room } from "./room";

@customElement("events-room")
export class EventsRoom extends Room {
  @state() private events: EventLine[] | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    titled("Events");
    void this.attempt(async () => {
      this.events = await this.session.read<EventLine[]>("/api/events");
    });
  }

  protected override render() {
    return html`<div class="room-head">
        <h1 tabindex="-1">Events</h1>
        ${this.session.me.roles.includes("ORGANISER")
          ? html`<a class="button" href="#/staff">Staff accounts</a>
              <a class="button primary" href="#/new">New event</a>`
          : nothing}
      </div>
      ${notice(this.problem)} ${this.events === null ? "" : this.list(this.events)}`;
  }

  private list(events: EventLine[]): TemplateResult {
    if (events.length === 0) {
      return html`<section class="card empty">
        <h2>No event yet</h2>
        <p>Create one, import its tickets, and open a lane.</p>
        <a class="button primary" href="#/new">Create the first event</a>
      </section>`;
    }
    return html`<ul class="events">
      ${events.map(
        (event) => html`<li>
          <a class="card event-link" href=${`#/events/${event.id}`}>
            <strong>${event.name}</strong>
            <span>${event.venue}</span>
            <span class="soft">${atTime(event.startsAt)}</span>
          </a>
        </li>`,
      )}
    </ul>`;
  }
}
