import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Refused, type Session } from "../shared/api";
import type { BoardLane, Hindered, Referral } from "../shared/contract";
import { camera, steward, ticket } from "../shared/icons";
import { Part } from "../shared/page";
import { ago, onTheClock } from "../shared/time";
import { admit, type Admitted, letInCard, type Wish, wishNumber } from "./let-in";
import "./scan";

const REASONS = ["Face not recognised", "Ticket checked by hand", "Gate did not open", "Guest needs assistance"];
const OTHER = "Another reason";
const STORED_LANE = "facelane.my-lane";
const NO_LANE = "none";

// Lets a guest in against the ticket in their hand: scanned or typed, at the steward's lane, for a reason that is kept with
// the admission. Fires `done` with the referral that it helped with, if any.
@customElement("admit-by-hand")
export class AdmitByHand extends Part {
  @property({ attribute: false }) session: Session | null = null;
  @property({ attribute: false }) event: string | null = null;
  @property({ attribute: false }) referral: Referral | null = null;
  @property({ attribute: false }) lanes: BoardLane[] = [];

  @state() private lane = "";
  @state() private code = "";
  @state() private reason = REASONS[0]!;
  @state() private words = "";
  @state() private scanning = false;
  @state() private busy = false;
  @state() private hindered: Hindered | null = null;
  @state() private letIn: Admitted | null = null;

  // One wish is asked under one number, however often the network makes it be sent; another wish has another.
  private number = wishNumber();
  private unanswered = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("event")) {
      this.lane = localStorage.getItem(`${STORED_LANE}.${this.event}`) ?? "";
    }
    if (this.lane !== NO_LANE && !this.lanes.some((known) => known.id === this.lane)) {
      this.lane = this.lanes.length > 1 ? "" : (this.lanes[0]?.id ?? NO_LANE);
    }
    if (changed.has("referral") && this.referral !== null) {
      this.begin(this.referral.ticketCode ?? "");
      this.lane = this.referral.lane;
      this.scanning = this.code === "";
    }
  }

  private begin(code: string): void {
    this.code = code;
    this.hindered = null;
    this.letIn = null;
    this.unanswered = "";
  }

  private scan(): void {
    const form = this.querySelector("form");
    if (this.lane === "" && form !== null) {
      form.lane.reportValidity();
      return;
    }
    this.begin("");
    this.scanning = true;
  }

  private found(found: CustomEvent<string>): void {
    this.begin(found.detail);
    this.scanning = false;
    void this.focusOn(".admit-now");
  }

  private choose(lane: string): void {
    this.lane = lane;
    localStorage.setItem(`${STORED_LANE}.${this.event}`, lane);
  }

  private submit(submission: SubmitEvent): void {
    submission.preventDefault();
    void this.admit([]);
  }

  private async admit(overrule: string[]): Promise<void> {
    const code = this.code.trim();
    const reason = this.reason === OTHER ? this.words.trim() : this.reason;
    const asked = JSON.stringify([code, reason, this.lane]);
    if (asked !== this.unanswered) {
      this.number = wishNumber();
      this.unanswered = asked;
    }
    this.busy = true;
    this.hindered = null;
    try {
      const lane = this.lane === NO_LANE ? {} : { lane: this.lane };
      const wish: Wish = { code, reason, nonce: this.number, overrule, ...lane };
      this.letIn = await admit(this.session!, this.event!, wish, (news) => this.told(news));
      this.unanswered = "";
      this.code = "";
      this.dispatchEvent(new CustomEvent("done", { detail: this.referral }));
      void this.focusOn(".scan-next");
    } catch (failure) {
      if (!(failure instanceof Refused)) {
        throw failure;
      }
      this.hindered = { mayOverrule: false, ...failure.problem, overruled: overrule };
      // What was decided is over. What got no answer, or one of a server or proxy in trouble, may have happened, and is
      // asked again under the same number.
      if (failure.problem.status >= 400 && failure.problem.status < 500) {
        this.unanswered = "";
      }
      void this.focusOn(".hindered");
    } finally {
      this.busy = false;
    }
  }

  // Whether that guest is still the one whom the page shows.
  private told(news: Admitted): boolean {
    if (this.letIn?.id !== news.id || !this.isConnected) {
      return false;
    }
    this.letIn = news;
    return true;
  }

  private laneName(lane: string | undefined): string {
    return this.lanes.find((known) => known.id === lane)?.name ?? "";
  }

  protected override render() {
    return html`<section class="admit" aria-labelledby="admit">
      <h2 id="admit">Admit by ticket</h2>
      <div class="card">
        ${this.now()}
      </div>
    </section>`;
  }

  private now(): TemplateResult {
    if (this.letIn !== null) {
      return this.over(this.letIn);
    }
    if (this.hindered !== null) {
      return this.hindrance(this.hindered);
    }
    return this.scanning ? this.camera() : this.form();
  }

  private over(admitted: Admitted): TemplateResult {
    return html`${letInCard(admitted)}
      ${this.scanButton("Scan the next ticket")}
      <button class="quiet wide" @click=${() => this.begin("")}>Type the next code</button>`;
  }

  private scanButton(says: string): TemplateResult | typeof nothing {
    return this.lanes.length === 0
      ? nothing
      : html`<button type="button" class="primary wide big scan-next" @click=${this.scan}>${camera}<span>${says}</span></button>`;
  }

  // Where no gate is to open the code is read as the first lane would.
  private camera(): TemplateResult {
    const lane = this.lane === NO_LANE ? this.lanes[0]?.id : this.lane;
    return html`<ticket-scan
      .session=${this.session}
      address=${`/api/events/${this.event}/lanes/${lane}/ticket-code`}
      @found=${this.found}
      @stopped=${() => (this.scanning = false)}
    ></ticket-scan>`;
  }

  private form(): TemplateResult {
    return html`<form @submit=${this.submit}>
      <label for="admit-lane">Your lane</label>
      <select id="admit-lane" name="lane" required @change=${(chosen: Event) => this.choose((chosen.target as HTMLSelectElement).value)}>
        <option value="" ?selected=${this.lane === ""}>Choose your lane</option>
        ${this.lanes.map((lane) => html`<option value=${lane.id} ?selected=${lane.id === this.lane}>${lane.name}</option>`)}
        <option value=${NO_LANE} ?selected=${this.lane === NO_LANE}>At no lane: no gate opens</option>
      </select>
      <fieldset class="reasons">
        <legend>Reason</legend>
        ${[...REASONS, OTHER].map(
          (reason) => html`<label>
            <input type="radio" name="reason" value=${reason} .checked=${reason === this.reason} @change=${() => (this.reason = reason)} />
            <span>${reason}</span>
          </label>`,
        )}
      </fieldset>
      ${this.reason === OTHER
        ? html`<label for="admit-words">In a few words, without names</label>
            <input id="admit-words" required maxlength="200" autocomplete="off" .value=${this.words}
              @input=${(typed: Event) => (this.words = (typed.target as HTMLInputElement).value)} />`
        : nothing}
      <label for="admit-code">Ticket code</label>
      <input
        id="admit-code"
        name="code"
        required
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        .value=${this.code}
        @input=${(typed: Event) => (this.code = (typed.target as HTMLInputElement).value)}
      />
      ${this.code === "" && this.lanes.length > 0
        ? this.scanButton("Scan the ticket")
        : html`<button class="primary wide big admit-now" ?disabled=${this.busy}>
              ${ticket}<span>${this.laneName(this.lane) === "" ? "Admit" : `Admit at ${this.laneName(this.lane)}`}</span>
            </button>
            ${this.lanes.length === 0 ? nothing : html`<button type="button" class="quiet wide" @click=${this.scan}>Scan again</button>`}`}
    </form>`;
  }

  // What the rules say against it, and what the steward may do about that.
  private hindrance(hindered: Hindered): TemplateResult {
    const inside = hindered.since;
    return html`<div class="hindered" role="alert" tabindex="-1">
        ${steward}
        <div>
          <p><strong>${inside === undefined ? hindered.title : "Somebody is inside on this ticket"}</strong></p>
          <p class="code">${this.code}</p>
          ${inside === undefined
            ? nothing
            : html`<p>Since ${onTheClock(inside)}, ${ago(inside, Date.now())}${this.laneName(hindered.lane) === "" ? "" : `, by ${this.laneName(hindered.lane)}`}.</p>`}
          <p>${hindered.advice}</p>
        </div>
      </div>
      ${hindered.mayOverrule
        ? html`<button class="careful wide big" ?disabled=${this.busy} @click=${() => this.admit([...hindered.overruled, hindered.code])}>
            Overrule and admit
          </button>`
        : nothing}
      ${this.scanButton("Scan another ticket")}
      <button class="quiet wide" @click=${() => (this.hindered = null)}>Back to this ticket</button>`;
  }
}
