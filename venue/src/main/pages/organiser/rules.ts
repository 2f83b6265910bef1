import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { EntryRules } from "../shared/contract";
import { notice } from "../shared/notice";
import { Room } from "./room";

const MINUTE = 60;

// What the event allows beyond what each ticket says.
@customElement("event-rules")
export class EventRules extends Room {
  @property() event = "";

  @state() private rules: EntryRules | null = null;
  @state() private saved = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("event")) {
      this.rules = null;
      void this.attempt(async () => {
        this.rules = await this.session.read<EntryRules>(`/api/events/${this.event}/entry-rules`);
      });
    }
  }

  private async save(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const fields = new FormData(submission.target as HTMLFormElement);
    this.saved = false;
    this.saved = await this.attempt(async () => {
      this.rules = await this.session.post<EntryRules>(`/api/events/${this.event}/entry-rules`, {
        reentry: String(fields.get("reentry")),
        reentryWaitSeconds: Math.round(Number(fields.get("wait")) * MINUTE),
        partyMax: Number(fields.get("partyMax")),
      });
    });
  }

  protected override render() {
    return html`<section class="card" aria-labelledby="rules">
      <h2 id="rules">Rules of admission</h2>
      ${notice(this.problem)} ${this.rules === null ? nothing : this.form(this.rules)}
    </section>`;
  }

  private form(rules: EntryRules): TemplateResult {
    return html`<p class="soft">
        A ticket's own time, entrance and status come with the ticket file. Nobody comes in while somebody is inside on the
        ticket.
      </p>
      <form @submit=${(submission: SubmitEvent) => this.save(submission)} @input=${() => (this.saved = false)}>
        <fieldset class="choices">
          <legend>Coming in again</legend>
          ${this.choice(rules, "NEVER", "Never: a ticket lets in once")}
          ${this.choice(rules, "AFTER_EXIT", "After the exit was seen at a lane that is a way out")}
        </fieldset>
        <label for="reentry-wait">Wait after the exit, in minutes</label>
        <input
          id="reentry-wait"
          name="wait"
          type="number"
          min="0"
          max="1440"
          step="1"
          required
          .value=${String(Math.round(rules.reentryWaitSeconds / MINUTE))}
          aria-describedby="reentry-why"
        />
        <p id="reentry-why" class="fine">Against tickets that are handed back over the fence.</p>
        <label for="party-max">Further tickets one guest may bring</label>
        <input id="party-max" name="partyMax" type="number" min="1" max="20" required .value=${String(rules.partyMax)} aria-describedby="party-why" />
        <p id="party-why" class="fine">Put tickets together where you find them. They are used only when somebody says on the lane's screen how many come.</p>
        <button>Set the rules</button>
        <span role="status" class="soft">${this.saved ? "Set; every lane keeps them from now on." : ""}</span>
      </form>`;
  }

  private choice(rules: EntryRules, value: EntryRules["reentry"], words: string): TemplateResult {
    return html`<label class="choice-line">
      <input type="radio" name="reentry" value=${value} .checked=${rules.reentry === value} />
      <span>${words}</span>
    </label>`;
  }
}
