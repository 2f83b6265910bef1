import { html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { problemOf, type Session } from "../shared/api";
import type { BoardLane, Problem, Referral } from "../shared/contract";
import { check, ticket } from "../shared/icons";
import { notice } from "../shared/notice";
import { Part } from "../shared/page";

const REASONS = ["Ticket checked by hand", "Gate did not open", "Guest needs assistance", "Decision of the organiser"];

// Lets a guest in against the ticket in their hand; the reason is kept with the admission. Fires `done` when it is over.
@customElement("admit-by-hand")
export class AdmitByHand extends Part {
  @property({ attribute: false }) session: Session | null = null;
  @property({ attribute: false }) event: string | null = null;
  @property({ attribute: false }) referral: Referral | null = null;
  @property({ attribute: false }) lanes: BoardLane[] = [];

  @state() private problem: Problem | null = null;
  @state() private admitted: string | null = null;
  @state() private busy = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("referral") && this.referral !== null) {
      this.problem = null;
      this.admitted = null;
    }
  }

  private async admit(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const form = submission.target as HTMLFormElement;
    const fields = new FormData(form);
    const code = String(fields.get("code")).trim();
    const lane = String(fields.get("lane") ?? "");
    this.busy = true;
    this.problem = null;
    this.admitted = null;
    try {
      const body = { code, reason: fields.get("reason"), ...(lane === "" ? {} : { lane }) };
      await this.session!.post(`/api/events/${this.event}/admissions`, body);
      this.admitted = code;
      form.reset();
      this.dispatchEvent(new CustomEvent("done"));
    } catch (failure) {
      this.problem = problemOf(failure);
    } finally {
      this.busy = false;
    }
  }

  protected override render() {
    return html`<section class="admit" aria-labelledby="admit">
      <h2 id="admit">Admit by ticket</h2>
      <form class="card" @submit=${this.admit}>
        ${notice(this.problem)}
        ${this.admitted === null
          ? nothing
          : html`<p class="done" role="status">${check}<span><span class="code">${this.admitted}</span> is admitted.</span></p>`}
        <label for="admit-code">Ticket code</label>
        <input
          id="admit-code"
          name="code"
          required
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          .value=${this.referral?.ticketCode ?? ""}
        />
        <div class="fields">
          <div>
            <label for="admit-reason">Reason</label>
            <select id="admit-reason" name="reason">
              ${REASONS.map((reason) => html`<option>${reason}</option>`)}
            </select>
          </div>
          <div>
            <label for="admit-lane">Lane</label>
            <select id="admit-lane" name="lane">
              <option value="">At no lane</option>
              ${this.lanes.map(
                (lane) => html`<option value=${lane.id} ?selected=${lane.id === this.referral?.lane}>${lane.name}</option>`,
              )}
            </select>
          </div>
        </div>
        <button class="wide" ?disabled=${this.busy}>${ticket}<span>Admit</span></button>
      </form>
    </section>`;
  }
}
