import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { customElement, state } from "lit/decorators.js";
import { problemOf, Session } from "../shared/api";
import { stayAwake } from "../shared/awake";
import type { Arrival, EventLine, HelpKind, Problem, Referral } from "../shared/contract";
import { bell, check, face, steward, ticket } from "../shared/icons";
import { masthead } from "../shared/masthead";
import { notice } from "../shared/notice";
import { Part } from "../shared/page";
import { ago, counted, onTheClock } from "../shared/time";
import "./admit";
import { Alarm } from "./alarm";
import { type Board, Feed } from "./feed";
import "./lane";
import { admit, type Admitted, letInCard, type Wish, wishNumber } from "./let-in";

const CLOCK_MILLISECONDS = 5_000;
const STORED_EVENT = "facelane.board";

type Place = "help" | "lanes" | "admit" | "arrivals";

// Why a ticket is let in by one touch, for each kind of help; where there is nothing to touch the ticket is not the
// question, or must be looked at first.
const ONE_TAP: Record<HelpKind, { reason: string; says: string } | null> = {
  TICKET: null,
  FACE: { reason: "Ticket checked by hand", says: "Admit: ticket checked" },
  ATTACK: { reason: "Person and ticket checked by hand", says: "Admit: person and ticket checked" },
  CONFLICT: null,
  ATTENTION: null,
  GATE: null,
  LANE: { reason: "Ticket checked by hand", says: "Admit: ticket checked" },
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
  @state() private tapped: Admitted | null = null;
  @state() private place: Place = "help";
  @state() private liveUntil: string | null = null;

  private readonly alarm = new Alarm();

  private feed: Feed | null = null;
  private tick = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tick = window.setInterval(() => (this.now = Date.now()), CLOCK_MILLISECONDS);
    stayAwake();
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
    this.tapped = null;
    localStorage.setItem(STORED_EVENT, event);
    this.feed = new Feed(
      event,
      (board) => {
        this.now = Date.now();
        if (board.latest !== null && board.latest !== this.board?.latest) {
          this.alarm.ring();
        }
        this.board = board;
      },
      (connected) => this.heard(connected),
    );
    this.feed.open();
  }

  // A lost connection may mean a lost session; asking once leads to the sign-in page then.
  private heard(connected: boolean): void {
    if (this.connected && !connected) {
      this.liveUntil = new Date().toISOString();
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
    this.place = "admit";
    void this.focusOn(referral.ticketCode === undefined ? "#admit" : ".admit-now");
  }

  // Whoever was let in by the ticket needs no help any more.
  private admitted(referral: Referral | null): void {
    this.admitting = null;
    if (referral !== null) {
      void this.resolve(referral);
    }
  }

  // One touch: the ticket is admitted for the reason that the button says, and the guest is helped.
  private async admitAtOnce(referral: Referral, reason: string): Promise<void> {
    this.resolving = new Set(this.resolving).add(referral.id);
    try {
      const wish: Wish = { code: referral.ticketCode!, reason, nonce: wishNumber(), overrule: [], lane: referral.lane };
      this.tapped = await admit(this.session!, this.event!, wish, (news) => this.told(news));
      await this.resolve(referral);
    } catch (failure) {
      this.problem = problemOf(failure);
      this.resolving = new Set([...this.resolving].filter((id) => id !== referral.id));
    }
  }

  // Whether that guest is still the one whom the page shows.
  private told(news: Admitted): boolean {
    if (this.tapped?.id !== news.id || !this.isConnected) {
      return false;
    }
    this.tapped = news;
    return true;
  }

  private laneName(lane?: string): string {
    return lane === undefined ? "By hand" : (this.board?.lanes.find((known) => known.id === lane)?.name ?? lane);
  }

  protected override render() {
    return html`${masthead(this.session, "/steward")}
      <main class="board ${this.connected ? "" : "stale"}" data-place=${this.place}>
        <div class="board-head">
          <h1>Steward board</h1>
          ${this.eventChoice()} ${this.pulse()} ${this.alarmSwitch()}
        </div>
        ${notice(this.problem)}
        <div class="unseen" role="status" aria-live="assertive">${this.announcement()}</div>
        ${this.content()}
      </main>
      ${this.board === null ? nothing : this.places()}`;
  }

  // Where a thumb reaches, on a phone: one place at a time.
  private places(): TemplateResult {
    const { referrals } = this.board!;
    const each: [Place, TemplateResult, string][] = [
      ["help", steward, referrals.length === 0 ? "Help" : `Help (${counted(referrals.length)})`],
      ["lanes", face, "Lanes"],
      ["admit", ticket, "Admit"],
      ["arrivals", check, "Arrivals"],
    ];
    return html`<nav class="places" aria-label="Parts of the board">
      ${each.map(
        ([place, icon, words]) => html`<button
          class=${place === "help" && referrals.length > 0 ? "urgent" : ""}
          aria-pressed=${this.place === place}
          @click=${() => this.goTo(place)}
        >
          ${icon}<span>${words}</span>
        </button>`,
      )}
    </nav>`;
  }

  private goTo(place: Place): void {
    this.place = place;
    window.scrollTo(0, 0);
  }

  private alarmSwitch(): TemplateResult {
    const { isOn } = this.alarm;
    return html`<button
      class="quiet alarm"
      aria-pressed=${isOn}
      @click=${() => {
        this.alarm.set(!isOn);
        this.requestUpdate();
      }}
    >
      ${bell}<span>${isOn ? "Sound on" : "Sound off"}</span>
    </button>`;
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
        <div data-part="help">${this.help()}</div>
        <div>
          <div data-part="lanes">${this.lanes()}</div>
          <admit-by-hand data-part="admit"
            .session=${this.session}
            .event=${this.event}
            .referral=${this.admitting}
            .lanes=${this.board.lanes}
            @done=${(done: CustomEvent<Referral | null>) => this.admitted(done.detail)}
          ></admit-by-hand>
        </div>
        <div data-part="arrivals">${this.arrivals()}</div>
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
      : html`<p class="pulse lost" role="alert">
          <span></span>Not live${this.liveUntil === null ? "" : ` since ${onTheClock(this.liveUntil)}`}. Connecting again…
        </p>`;
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
      ${this.tapped === null
        ? nothing
        : html`<div class="card tapped">
            ${letInCard(this.tapped)}
            <button class="quiet wide" @click=${() => (this.tapped = null)}>Seen</button>
          </div>`}
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
    return html`<li class="card referral" data-reason=${referral.reason} data-kind=${referral.kind}>
      <p class="referral-where">
        ${steward}<strong>${this.laneName(referral.lane)}</strong>
        <time datetime=${referral.at} title=${onTheClock(referral.at)}>${ago(referral.at, this.now)}</time>
      </p>
      <h3>${referral.says}</h3>
      <p class="next-step">${referral.nextStep}</p>
      ${referral.note === undefined ? nothing : html`<blockquote class="note">${referral.note}</blockquote>`}
      ${referral.ticketCode === undefined
        ? nothing
        : html`<p class="whose">
            ${ticket}<span class="code">${referral.ticketCode}</span>${referral.holder === undefined
              ? nothing
              : html`<span>${referral.holder}</span>`}
          </p>`}
      ${this.oneTap(referral)}
      <div class="pair">
        <button ?disabled=${this.resolving.has(referral.id)} @click=${() => this.resolve(referral)}>Resolved</button>
        <button @click=${() => this.admit(referral)}>Admit by ticket</button>
      </div>
    </li>`;
  }

  private oneTap(referral: Referral): TemplateResult | typeof nothing {
    const tap = ONE_TAP[referral.kind];
    return tap === null || referral.ticketCode === undefined
      ? nothing
      : html`<button
          class="primary wide one-tap"
          ?disabled=${this.resolving.has(referral.id)}
          @click=${() => this.admitAtOnce(referral, tap.reason)}
        >
          ${ticket}<span>${tap.says}</span>
        </button>`;
  }

  private lanes(): TemplateResult {
    const { lanes } = this.board!;
    return html`<section aria-labelledby="lanes">
      <h2 id="lanes">Lanes</h2>
      ${lanes.length === 0
        ? html`<div class="card empty"><p>No lane is set up for this event.</p></div>`
        : html`<ul class="lanes">
            ${repeat(
              lanes,
              (lane) => lane.id,
              (lane) => html`<li><board-lane .session=${this.session} .event=${this.event} .lane=${lane}></board-lane></li>`,
            )}
          </ul>`}
    </section>`;
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
        ${arrival.hand === undefined ? nothing : html`<p class="soft">${arrival.hand.steward}: ${arrival.hand.reason}</p>`}
      </div>
      <p class="when">
        <time datetime=${arrival.at}>${onTheClock(arrival.at)}</time>
        ${arrival.milliseconds === undefined ? nothing : html`<span class="soft">${(arrival.milliseconds / 1000).toFixed(1)} s</span>`}
      </p>
    </li>`;
  }
}
