import { html } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { EventLine } from "../shared/contract";
import { notice } from "../shared/notice";
import { instantOf } from "../shared/time";
import { Room } from "./room";

// Hands-free recognition exists only with its legal basis on record, so the form asks for all of it and says why.
@customElement("new-event")
export class NewEvent extends Room {
  @state() private busy = false;

  private async create(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const fields = new FormData(submission.target as HTMLFormElement);
    const text = (name: string) => String(fields.get(name)).trim();
    this.busy = true;
    const done = await this.attempt(async () => {
      const created = await this.session.post<EventLine>("/api/events", {
        name: text("name"),
        venue: text("venue"),
        startsAt: instantOf(text("startsAt")),
        endsAt: instantOf(text("endsAt")),
        eraseAfter: instantOf(text("eraseAfter")),
        mode: "HANDS_FREE",
        minimumAge: Number(text("minimumAge")),
        ...(text("guardianBelow") === "" ? {} : { guardianBelow: Number(text("guardianBelow")) }),
        legalBasis: {
          jurisdiction: text("jurisdiction"),
          dpiaReference: text("dpiaReference"),
          accountablePerson: text("accountablePerson"),
          releaseText: text("releaseText"),
        },
      });
      location.hash = `#/events/${created.id}`;
    });
    this.busy = false;
    if (!done) {
      await this.focusOn("h1");
    }
  }

  // Nobody wants to type a deadline that follows from the end.
  private proposeErasure(changed: Event): void {
    const ends = changed.target as HTMLInputElement;
    const erase = this.querySelector<HTMLInputElement>("#eraseAfter")!;
    if (erase.value === "") {
      erase.value = ends.value;
    }
  }

  protected override render() {
    return html`<p><a href="#/">All events</a></p>
      <h1 tabindex="-1">New event</h1>
      ${notice(this.problem)}
      <form class="card long-form" @submit=${this.create}>
        <fieldset>
          <legend>The occasion</legend>
          <label for="name">Name</label>
          <input id="name" name="name" required maxlength="200" placeholder="Autumn Cup, final" />
          <label for="venue">Venue</label>
          <input id="venue" name="venue" required maxlength="200" placeholder="Riverside Arena" />
          <div class="fields">
            <div>
              <label for="startsAt">Doors open</label>
              <input id="startsAt" name="startsAt" type="datetime-local" required />
            </div>
            <div>
              <label for="endsAt">Ends</label>
              <input id="endsAt" name="endsAt" type="datetime-local" required @change=${this.proposeErasure} />
            </div>
          </div>
          <label for="eraseAfter">Everything biometric is erased by</label>
          <input id="eraseAfter" name="eraseAfter" type="datetime-local" required aria-describedby="eraseAfter-why" />
          <p id="eraseAfter-why" class="fine">At the end of the event or soon after. Guests are told this date.</p>
          <div class="fields">
            <div>
              <label for="minimumAge">Minimum age</label>
              <input id="minimumAge" name="minimumAge" type="number" min="0" max="99" value="16" required aria-describedby="ages-why" />
            </div>
            <div>
              <label for="guardianBelow">A guardian agrees below</label>
              <input id="guardianBelow" name="guardianBelow" type="number" min="1" max="99" aria-describedby="ages-why" />
            </div>
          </div>
          <p id="ages-why" class="fine">Guests declare it; no age is guessed from a face. Leave the second empty if every guest agrees alone.</p>
        </fieldset>
        <fieldset>
          <legend>Recognition mode: hands-free</legend>
          <p>
            Guests who opt in are recognised among all enrolled guests, without taking anything out of a pocket. Because
            their templates lie together on the server, the law asks most of this mode. It exists only with its legal basis
            on record: four things that your data protection officer can tell you.
          </p>
          <label for="jurisdiction">Jurisdiction</label>
          <input id="jurisdiction" name="jurisdiction" required placeholder="US-GA" aria-describedby="jurisdiction-why" />
          <p id="jurisdiction-why" class="fine">Whose law applies at the venue.</p>
          <label for="dpiaReference">Data protection impact assessment</label>
          <input id="dpiaReference" name="dpiaReference" required placeholder="DPIA-2026-014" aria-describedby="dpia-why" />
          <p id="dpia-why" class="fine">Where it is filed, so that an auditor finds it.</p>
          <label for="accountablePerson">Accountable person</label>
          <input id="accountablePerson" name="accountablePerson" required aria-describedby="accountable-why" />
          <p id="accountable-why" class="fine">Who answers for it, by name and role.</p>
          <label for="releaseText">Text of the release</label>
          <textarea id="releaseText" name="releaseText" required rows="4" aria-describedby="release-why"></textarea>
          <p id="release-why" class="fine">
            Guests read it at the end of the consent text, which says what is kept, where, for how long, and that the
            ticket lane is equally good.
          </p>
        </fieldset>
        <button class="primary wide" ?disabled=${this.busy}>${this.busy ? "Creating…" : "Create the event"}</button>
      </form>`;
  }
}
