import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { EventLine, Mode } from "../shared/contract";
import { notice } from "../shared/notice";
import { titled } from "../shared/page";
import { instantOf } from "../shared/time";
import { Room } from "./room";

const MODES: { mode: Mode; name: string; says: string }[] = [
  {
    mode: "PASS",
    name: "Pass",
    says: "Each guest's template lies in their own pass, a code on the phone or on paper, and nowhere else.",
  },
  {
    mode: "SEALED",
    name: "Sealed",
    says: "Templates lie on the server, each under a key that only the guest's pass carries. The code is smaller.",
  },
  {
    mode: "HANDS_FREE",
    name: "Hands-free",
    says: "Guests are recognised among all enrolled guests, without a pass. The law asks most of this mode.",
  },
];

// What asks least of the law stands first and is chosen. Hands-free recognition exists only with its legal basis on
// record, so the form asks for all of it and says why.
@customElement("new-event")
export class NewEvent extends Room {
  @state() private busy = false;
  @state() private mode: Mode = "PASS";

  override connectedCallback(): void {
    super.connectedCallback();
    titled("New event");
  }

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
        mode: this.mode,
        minimumAge: Number(text("minimumAge")),
        ...(text("guardianBelow") === "" ? {} : { guardianBelow: Number(text("guardianBelow")) }),
        ...(this.mode === "HANDS_FREE" && {
          legalBasis: {
            jurisdiction: text("jurisdiction"),
            dpiaReference: text("dpiaReference"),
            accountablePerson: text("accountablePerson"),
            releaseText: text("releaseText"),
          },
        }),
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

  private legalBasis(): TemplateResult {
    return html`<fieldset>
          <legend>Legal basis</legend>
          <p>
            Because the templates lie together on the server, this mode exists only with its legal basis on record: four
            things that your data protection officer can tell you.
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
        </fieldset>`;
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
          <legend>Recognition mode</legend>
          ${MODES.map(
            ({ mode, name, says }) => html`<label class="mode">
              <input
                type="radio"
                name="mode"
                value=${mode}
                ?checked=${mode === this.mode}
                @change=${() => (this.mode = mode)}
              />
              <span><strong>${name}</strong> ${says}</span>
            </label>`,
          )}
        </fieldset>
        ${this.mode === "HANDS_FREE" ? this.legalBasis() : nothing}
        <button class="primary wide" ?disabled=${this.busy}>${this.busy ? "Creating…" : "Create the event"}</button>
      </form>`;
  }
}
