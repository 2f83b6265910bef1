import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { customElement, state } from "lit/decorators.js";
import { problemOf, Session } from "../shared/api";
import type { Arrival, BoardLane, EventLine, LaneCondition, Problem, Referral } from "../shared/contract";
import { check, face, link, pause, steward, ticket } from "../shared/icons";
import { masthead } from "../shared/masthead";
import { notice } from "../shared/notice";
import { Part } from "../shared/page";
import { ago, counted, onTheClock } from "../shared/time";
import "./admit";
import { type Board, Feed } from "./feed";

const CLOCK_MILLISECONDS = 5_000;
const STORED_EVENT = "facelane.board";

const CONDITIONS: Record<LaneCondition, { words: string; icon: TemplateResult }> = {
  RECOGNISING: { words: "Recognising", icon: face },
  NOT_RECOGNISING: { words: "Tickets only", icon: pause },
  OFFLINE: { words: "Not connected", icon: link },
};

// What a steward sees of one event: who needs help, how the lanes are, who came.
@customElement("steward-page")
export class StewardPage extends Part {
  @state() private session: Session | null = null;
  @state() private events: EventLine[] | null = null;
  @state() private event: string | null = null;
  @state() private board: Board | null = null;
  @state() private connected = true;
  @state() private now = Date.now();
  @state() private problem: Problem | null = null;
  @state() private resolving = new Set<string>();
  @state() private admitting: Referral | null = null;

  private feed: Feed | null = null;
  private tick = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tick = window.setInterval(() => (this.now = Date.now()), CLOCK_MILLISECONDS);
    void this.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this.tick);
    this.feed?.close();
  }

  private async open(): Promise<void> {
    try {
      this.session = await Session.open();
      this.events = await this.session.read<EventLine[]>("/api/events");
      const wished = new URLSearchParams(location.hash.slice(1)).get("event") ?? localStorage.getItem(STORED_EVENT);
      const first = this.events.find((event) => event.id === wished) ?? this.events[0];
      if (first !== undefined) {
        this.follow(first.id);
      }
    } catch (failure) {
      this.problem = problemOf(failure);
    }
  }

  private follow(event: string): void {
    this.feed?.close();
    this.event = event;
    this.board = null;
    this.admitting = null;
    localStorage.setItem(STORED_EVENT, event);
    this.feed = new Feed(
      event,
      (board) => {
        this.now = Date.now();
        this.board = board;
      },
      (connected) => this.heard(connected),
    );
    this.feed.open();
  }

  // A lost connection may mean a lost session; asking once leads to the sign-in page then.
  private heard(connected: boolean): void {
    if (this.connected && !connected) {
      void this.session?.read("/api/me").catch(problemOf);
    }
    this.connected = connected;
  }

  private async resolve(referral: Referral): Promise<void> {
    this.resolving = new Set(this.resolving).add(referral.id);
    try {
      await this.session!.post(`/api/referrals/${referral.id}/resolve`);
      this.problem = null;
    } catch (failure) {
      this.problem = problemOf(failure);
    }
    const rest = new Set(this.resolving);
    rest.delete(referral.id);
    this.resolving = rest;
  }

  private admit(referral: Referral): void {
    this.admitting = referral;
    void this.focusOn(".admit input[name=code]");
  }

  private laneName(lane?: string): string {
    return lane === undefined ? "By hand" : (this.board?.lanes.find((known) => known.id === lane)?.name ?? lane);
  }

  protected override render() {
    return html`${masthead(this.session, "/steward")}
      <main class="board">
        <div class="board-head">
          <h1>Steward board</h1>
          ${this.eventChoice()} ${this.pulse()}
        </div>
        ${notice(this.problem)}
        <div class="unseen" role="status" aria-live="assertive">${this.announcement()}</div>
        ${this.content()}
      </main>`;
  }

  private content(): TemplateResult {
    if (this.events !== null && this.events.length === 0) {
      return html`<section class="card empty"><h2>No event yet</h2><p>An organiser creates events.</p></section>`;
    }
    if (this.board === null) {
      return html`<p class="waiting" role="status"><span class="spinner"></span>Opening the board…</p>`;
    }
    return html`${this.counts()}
      <div class="board-columns">
        <div>${this.help()}</div>
        <div>
          ${this.lanes()}
          <admit-by-hand
            .session=${this.session}
            .event=${this.event}
            .referral=${this.admitting}
            .lanes=${this.board.lanes}
            @done=${() => (this.admitting = null)}
          ></admit-by-hand>
        </div>
        <div>${this.arrivals()}</div>
      </div>`;
  }

  private eventChoice(): TemplateResult | typeof nothing {
    if (this.events === null || this.events.length === 0) {
      return nothing;
    }
    return html`<select
      aria-label="Event"
      @change=${(changed: Event) => this.follow((changed.target as HTMLSelectElement).value)}
    >
      ${this.events.map(
        (event) => html`<option value=${event.id} ?selected=${event.id === this.event}>${event.name}, ${event.venue}</option>`,
      )}
    </select>`;
  }

  private pulse(): TemplateResult {
    return this.connected
      ? html`<p class="pulse live"><span></span>Live</p>`
      : html`<p class="pulse lost" role="alert"><span></span>Reconnecting…</p>`;
  }

  private announcement(): string {
    const latest = this.board?.latest;
    return latest === null || latest === undefined ? "" : `${this.laneName(latest.lane)} needs help: ${latest.says}`;
  }

  private counts(): TemplateResult {
    const { counts } = this.board!;
    return html`<dl class="tiles">
      <div class=${counts.referralsOpen > 0 ? "urgent" : ""}>
        <dt>Need help</dt>
        <dd>${counted(counts.referralsOpen)}</dd>
      </div>
      <div><dt>Admitted</dt><dd data-count="admitted">${counted(counts.admitted)}</dd></div>
      <div><dt>Enrolled</dt><dd>${counted(counts.enrolled)}</dd></div>
    </dl>`;
  }

  private help(): TemplateResult {
    const { referrals } = this.board!;
    return html`<section aria-labelledby="help">
      <h2 id="help">Need help</h2>
      ${referrals.length === 0
        ? html`<div class="card empty">${check}<p>Nobody needs help right now.</p></div>`
        : html`<ul class="referrals">
            ${repeat(
              referrals,
              (referral) => referral.id,
              (referral) => this.referral(referral),
            )}
          </ul>`}
    </section>`;
  }

  private referral(referral: Referral): TemplateResult {
    return html`<li class="card referral" data-reason=${referral.reason}>
      <p class="referral-where">
        ${steward}<strong>${this.laneName(referral.lane)}</strong>
        <time datetime=${referral.at} title=${onTheClock(referral.at)}>${ago(referral.at, this.now)}</time>
      </p>
      <h3>${referral.says}</h3>
      <p class="next-step">${referral.nextStep}</p>
      ${referral.ticketCode === undefined
        ? nothing
        : html`<p class="whose">
            ${ticket}<span class="code">${referral.ticketCode}</span>${referral.holder === undefined
              ? nothing
              : html`<span>${referral.holder}</span>`}
          </p>`}
      <div class="pair">
        <button class="primary" ?disabled=${this.resolving.has(referral.id)} @click=${() => this.resolve(referral)}>
          Resolved
        </button>
        <button @click=${() => this.admit(referral)}>Admit by ticket</button>
      </div>
    </li>`;
  }

  private lanes(): TemplateResult {
    const { lanes } = this.board!;
    return html`<section aria-labelledby="lanes">
      <h2 id="lanes">Lanes</h2>
      ${lanes.length === 0
        ? html`<div class="card empty"><p>No lane is set up for this event.</p></div>`
        : html`<ul class="lanes">
            ${lanes.map((lane) => this.lane(lane))}
          </ul>`}
    </section>`;
  }

  private lane(lane: BoardLane): TemplateResult {
    const condition = CONDITIONS[lane.state];
    return html`<li class="lane-tile ${lane.state.toLowerCase()}">
      ${condition.icon}
      <div>
        <p class="lane-name">${lane.name}</p>
        <p>${condition.words}${lane.why === undefined || lane.state === "OFFLINE" ? nothing : html`. <span>${lane.why}</span>`}</p>
        ${lane.unrecognisedCount > 0 ? html`<p class="soft">${counted(lane.unrecognisedCount)} by ticket</p>` : nothing}
      </div>
    </li>`;
  }

  private arrivals(): TemplateResult {
    const { arrivals } = this.board!;
    return html`<section aria-labelledby="arrivals">
      <h2 id="arrivals">Last arrivals</h2>
      ${arrivals.length === 0
        ? html`<div class="card empty"><p>Nobody has arrived yet.</p></div>`
        : html`<ol class="arrivals">
            ${repeat(
              arrivals,
              (arrival) => arrival.id,
              (arrival) => this.arrival(arrival),
            )}
          </ol>`}
    </section>`;
  }

  private arrival(arrival: Arrival): TemplateResult {
    const admitted = arrival.outcome === "ADMITTED";
    return html`<li class=${admitted ? "admitted" : "referred"}>
      ${admitted ? check : steward}
      <div>
        <p>
          <strong>${arrival.holder ?? arrival.ticketCode ?? "A guest"}</strong>
          ${arrival.holder === undefined || arrival.ticketCode === undefined
            ? nothing
            : html`<span class="code">${arrival.ticketCode}</span>`}
        </p>
        <p class="soft">
          ${admitted ? "Admitted" : (arrival.says ?? "A steward helps")} · ${this.laneName(arrival.lane)}
        </p>
      </div>
      <p class="when">
        <time datetime=${arrival.at}>${onTheClock(arrival.at)}</time>
        ${arrival.milliseconds === undefined ? nothing : html`<span class="soft">${(arrival.milliseconds / 1000).toFixed(1)} s</span>`}
      </p>
    </li>`;
  }
}
