import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { problemOf, read, send, Session } from "../shared/api";
import type { Enrolled, Me, Offer, Pass, Problem } from "../shared/contract";
import { guestHead, noLink, openingLink, sureToWithdraw } from "../shared/guest";
import { check, clock, code, erase, face, shield, steward, ticket } from "../shared/icons";
import { notice } from "../shared/notice";
import { Part, titled } from "../shared/page";
import { DAY, DAY_AND_TIME, instantIn } from "../shared/time";
import { chooseLanguage, guestLanguage, inWords, wordsIn } from "../shared/words";
import "./pass";
import "./picture";
import type { Filmed } from "./session";
import "./session";

type Step =
  | "loading"
  | "consent"
  | "camera"
  | "filmed"
  | "help"
  | "picture"
  | "sending"
  | "ticket-lane"
  | "enrolled"
  | "erasing"
  | "erased"
  | "no-link";

const ERASURE_POLL_MILLISECONDS = 1_500;
const PASS_STORED_UNDER = "facelane.pass.";

// From a link in a message to being enrolled, and back out of it.
@customElement("enrol-page")
export class EnrolPage extends Part {
  @state() private step: Step = "loading";
  @state() private offer: Offer | null = null;
  @state() private problem: Problem | null = null;
  @state() private unticked = false;
  @state() private withdrawing = false;
  private declares = "OF_AGE";
  @state() private lookAlike = false;
  @state() private staff: Session | null = null;
  @state() private language = guestLanguage();
  @state() private pass: Pass | null = null;
  @state() private renewing = false;

  private readonly address = `/api/enrol/${encodeURIComponent(location.pathname.split("/").filter(Boolean)[1] ?? "")}`;

  override connectedCallback(): void {
    super.connectedCallback();
    document.documentElement.lang = this.language;
    void this.open();
  }

  private async open(): Promise<void> {
    try {
      this.offer = await this.readOffer();
      titled(this.offer.event.name);
      this.problem = null;
      const steps = { OPEN: "consent", ENROLLED: "enrolled", ERASING: "erasing", ERASED: "erased" } as const;
      this.step = steps[this.offer.state];
      this.pass = this.offer.state === "ENROLLED" ? this.keptPass() : null;
      if (this.step === "erasing") {
        this.watchErasure();
      }
    } catch (failure) {
      this.problem = problemOf(failure);
      this.step = "no-link";
      titled(inWords(this.problem, this.words)!.title);
    }
  }

  private readOffer(): Promise<Offer> {
    return read<Offer>(`${this.address}?language=${this.language}`);
  }

  private get words() {
    return wordsIn(this.language);
  }

  // Where the guest is in the flow stays as it is, whatever the answer.
  private async choose(language: string): Promise<void> {
    chooseLanguage(language);
    document.documentElement.lang = language;
    this.language = language;
    if (this.offer !== null) {
      try {
        this.offer = await this.readOffer();
      } catch (failure) {
        this.problem = problemOf(failure);
      }
    }
  }

  private async agree(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const fields = new FormData(submission.target as HTMLFormElement);
    this.declares = String(fields.get("declares") ?? "OF_AGE");
    const ticked = fields.has("agree");
    this.unticked = !ticked;
    if (!ticked) {
      await this.focusOn("#agree");
      return;
    }
    this.go("camera");
  }

  private async enrol(picture: Blob): Promise<void> {
    const consent = this.offer!.consent;
    const agreed = `consent=${consent.version}&language=${encodeURIComponent(consent.language)}&declares=${this.declares}${this.renewing ? "&renew" : ""}`;
    const type = picture.type === "" ? "application/octet-stream" : picture.type;
    await this.sent("sending", "picture", () =>
      this.staff === null
        ? send<Enrolled>(`${this.address}?${agreed}`, picture, type)
        : this.staff.post<Enrolled>(`${this.address}/office?${agreed}`, picture, type),
    );
  }

  private async enrolFilmed({ frames, session, camera }: Filmed): Promise<void> {
    const consent = this.offer!.consent;
    const query = new URLSearchParams({
      consent: String(consent.version),
      language: consent.language,
      declares: this.declares,
      session,
      camera,
      ...(this.renewing && { renew: "" }),
    });
    await this.sent("filmed", "camera", () => send<Enrolled>(`${this.address}?${query}`, frames, "application/octet-stream"));
  }

  private async sent(meanwhile: Step, before: Step, sending: () => Promise<Enrolled>): Promise<void> {
    this.problem = null;
    this.go(meanwhile);
    try {
      const enrolled = await sending();
      this.lookAlike = enrolled.lookAlike;
      this.keepPass(enrolled.pass ?? null);
      this.renewing = false;
      this.offer = await this.readOffer();
      this.go("enrolled");
    } catch (failure) {
      await this.explain(problemOf(failure), before);
    }
  }

  // Staff who are signed in on this device may take a plain picture of whoever stands before them.
  private async help(): Promise<void> {
    this.go("help");
    try {
      await read<Me>("/api/me");
      this.staff = await Session.open();
    } catch (failure) {
      problemOf(failure);
      this.staff = null;
    }
  }

  // The pass is nowhere but here: the device keeps it until the guest withdraws.
  private keepPass(pass: Pass | null): void {
    this.pass = pass;
    if (pass === null) {
      localStorage.removeItem(PASS_STORED_UNDER + this.address);
    } else {
      localStorage.setItem(PASS_STORED_UNDER + this.address, JSON.stringify(pass));
    }
  }

  private keptPass(): Pass | null {
    const kept = localStorage.getItem(PASS_STORED_UNDER + this.address);
    return kept === null ? null : (JSON.parse(kept) as Pass);
  }

  // A picture that cannot be used is taken again; anything else leads back to where it can be mended.
  private async explain(problem: Problem, before: Step): Promise<void> {
    if (problem.code === "CONSENT_OUTDATED") {
      await this.open();
      this.problem = problem;
    } else if ([403, 404, 409, 410].includes(problem.status)) {
      this.problem = problem;
      this.go("no-link");
    } else {
      this.problem = problem;
      this.go(before);
    }
  }

  private async withdraw(): Promise<void> {
    this.withdrawing = false;
    try {
      await send(`${this.address}/withdraw`);
      this.keepPass(null);
      this.problem = null;
      this.go("erasing");
      this.watchErasure();
    } catch (failure) {
      this.problem = problemOf(failure);
    }
  }

  private watchErasure(): void {
    window.setTimeout(() => void this.lookAtErasure(), ERASURE_POLL_MILLISECONDS);
  }

  private async lookAtErasure(): Promise<void> {
    try {
      this.offer = await this.readOffer();
      this.problem = null;
    } catch (failure) {
      this.problem = problemOf(failure);
    }
    if (this.offer?.state === "ERASING") {
      this.watchErasure();
    } else {
      this.go("erased");
    }
  }

  private go(step: Step): void {
    this.step = step;
    void this.focusOn("h1");
  }

  protected override render() {
    return html`${guestHead(this.language, this.words, (language) => void this.choose(language))}
      <main class="narrow" aria-busy=${["loading", "sending", "filmed"].includes(this.step)}>${this.body()}</main>`;
  }

  private body(): TemplateResult {
    switch (this.step) {
      case "loading":
        return openingLink(this.words);
      case "no-link":
        return noLink(this.problem!, this.words, () => {
          this.step = "loading";
          void this.open();
        });
      case "consent":
        return html`${this.occasion()} ${this.consent()}`;
      case "camera":
      case "filmed":
        return html`${this.occasion()}
          <session-step
            .address=${this.address}
            .words=${this.words}
            .problem=${this.problem}
            .sending=${this.step === "filmed"}
            @filmed=${(done: CustomEvent<Filmed>) => this.enrolFilmed(done.detail)}
            @help=${() => this.help()}
            @back=${() => this.go(this.renewing ? "enrolled" : "consent")}
          ></session-step>`;
      case "help":
        return html`${this.occasion()} ${this.otherWays()}`;
      case "picture":
      case "sending":
        return html`${this.occasion()}
          <picture-step
            .words=${this.words}
            .problem=${this.problem}
            .sending=${this.step === "sending"}
            @picture=${(taken: CustomEvent<Blob>) => this.enrol(taken.detail)}
            @back=${() => this.go("help")}
          ></picture-step>`;
      case "ticket-lane":
        return html`${this.occasion()} ${this.ticketLane()}`;
      case "enrolled":
        return html`${this.occasion()} ${this.offer!.event.mode === "HANDS_FREE" ? this.enrolled() : this.withPass()}
          <section class="card withdraw" aria-label=${this.words.withdraw}>
            ${this.withdrawing
              ? sureToWithdraw(
                  this.words,
                  () => void this.withdraw(),
                  () => (this.withdrawing = false),
                )
              : this.wayOut()}
          </section>
          ${this.receiptLink()}`;
      case "erasing":
        return html`${this.occasion()} ${this.erasing()}`;
      case "erased":
        return html`${this.occasion()} ${this.erased()}`;
    }
  }

  private occasion(): TemplateResult {
    const { event, ticket: mine } = this.offer!;
    const details = [mine.holder, mine.category, mine.entrance === undefined ? undefined : this.words.entrance(mine.entrance)];
    return html`<section class="occasion" aria-label=${this.words.yourTicket}>
      <div>
        <p class="occasion-name">${event.name}</p>
        <p>${event.venue}</p>
        <p>${instantIn(event.startsAt, this.language, DAY_AND_TIME)}</p>
      </div>
      <div class="stub">
        <p class="code">${mine.code}</p>
        ${details.filter((detail) => detail !== undefined).map((detail) => html`<p>${detail}</p>`)}
      </div>
    </section>`;
  }

  private consent(): TemplateResult {
    const { consent } = this.offer!;
    const words = this.words;
    return html`<form class="card" @submit=${this.agree} novalidate>
      <h1 lang=${consent.language} tabindex="-1">${consent.title}</h1>
      ${notice(inWords(this.problem, this.words))}
      <div lang=${consent.language} class="consent-text">${paragraphs(consent.body)}</div>
      <p class="fine">${words.textVersion} ${consent.version}</p>
      ${this.ages()}
      <label class="tick ${this.unticked ? "wanting" : ""}">
        <input
          id="agree"
          name="agree"
          type="checkbox"
          autocomplete="off"
          aria-describedby=${this.unticked ? "agree-first" : nothing}
          aria-invalid=${this.unticked}
          @change=${() => (this.unticked = false)}
        />
        <span>${words.agree}</span>
      </label>
      ${this.unticked
        ? html`<p id="agree-first" class="wanting-text" role="alert">${words.agreeFirst}</p>`
        : nothing}
      <div class="pair">
        <button class="choice">${face}<span>${words.agreeAndGoOn}</span></button>
        <button class="choice" type="button" @click=${() => this.go("ticket-lane")}>
          ${ticket}<span>${words.useTicket}</span>
        </button>
      </div>
      <p class="fine">${words.bothWays}</p>
    </form>`;
  }

  // What the guest declares; nobody guesses an age.
  private ages(): TemplateResult {
    const { minimumAge, ownAge, guardian } = this.offer!.consent;
    const words = this.words;
    return guardian
      ? html`<fieldset class="ages">
          <label class="tick"><input type="radio" name="declares" value="OF_AGE" required checked /><span>${words.ofAge(ownAge)}</span></label>
          <label class="tick"><input type="radio" name="declares" value="GUARDIAN" /><span>${words.guardian(minimumAge, ownAge)}</span></label>
        </fieldset>`
      : html`<p class="ages">${words.ofAge(minimumAge)}</p>`;
  }

  private otherWays(): TemplateResult {
    const words = this.words;
    const plain = this.staff === null ? words.onePictureInstead : words.plainPicture(this.staff.me.name);
    return html`<section class="card outcome">
      <div class="badge calm">${steward}</div>
      <h1 tabindex="-1">${words.otherWays}</h1>
      <p>${words.otherWaysMore}</p>
      <ol class="next-steps">
        <li>
          ${ticket}
          <p><strong>${words.takeTicketLane}</strong> ${words.takeTicketLaneMore}</p>
        </li>
        <li>
          ${steward}
          <p><strong>${words.ticketOffice}</strong> ${words.ticketOfficeMore}</p>
        </li>
      </ol>
      ${this.staff !== null || this.offer!.byFile
        ? html`<button class="wide" @click=${() => this.go("picture")}>${plain}</button>`
        : nothing}
      <button class="wide" @click=${() => this.go("ticket-lane")}>${words.useTicket}</button>
      <button class="quiet wide" @click=${() => this.go("camera")}>${words.backToCamera}</button>
    </section>`;
  }

  private ticketLane(): TemplateResult {
    return html`<section class="card outcome">
      <div class="badge calm">${ticket}</div>
      <h1 tabindex="-1">${this.words.comeWithTicket}</h1>
      <p>${this.words.comeWithTicketMore}</p>
      <button class="wide" @click=${() => this.go("consent")}>${this.words.back}</button>
    </section>`;
  }

  private enrolled(): TemplateResult {
    const { event, ticket: mine } = this.offer!;
    const words = this.words;
    return html`<section class="card outcome">
        <div class="badge good">${check}</div>
        <h1 tabindex="-1">${words.enrolled}</h1>
        ${notice(inWords(this.problem, this.words))}
        <ol class="next-steps">
          <li>
            ${face}
            <p><strong>${words.walkUp}</strong>${words.walkUpMore(mine.entrance)}</p>
          </li>
          <li>${ticket} ${this.ticketAtHand()}</li>
          <li>
            ${shield}
            <p><strong>${words.noPictureKept}</strong> ${words.noPictureKeptMore}</p>
          </li>
          <li>
            ${clock}
            <p><strong>${words.erasedByDay(instantIn(event.eraseAfter, this.language, DAY))}</strong> ${words.erasedByItself}</p>
          </li>
        </ol>
      </section>`;
  }

  private receiptLink(): TemplateResult | typeof nothing {
    const { receipt } = this.offer!;
    const words = this.words;
    return receipt === undefined
      ? nothing
      : html`<section class="card" aria-label=${words.receipt}>
          <h2>${words.receipt}</h2>
          <p>${words.receiptMore}</p>
          <a class="button wide" href=${`/receipt/${receipt}?language=${this.language}`}>${words.openReceipt}</a>
        </section>`;
  }

  // Said only now, and to nobody but the guest: a lane that finds two faces hard to tell apart asks rather than guesses.
  private ticketAtHand(): TemplateResult {
    const words = this.words;
    return this.lookAlike
      ? html`<p><strong>${words.ticketAtHand}</strong> ${words.ticketAtHandMore}</p>`
      : html`<p><strong>${words.keepTicket}</strong> ${words.keepTicketMore}</p>`;
  }

  private withPass(): TemplateResult {
    const { event, ticket: mine } = this.offer!;
    const words = this.words;
    return html`${this.pass === null
        ? html`<section class="card outcome">
            <div class="badge calm">${code}</div>
            <h1 tabindex="-1">${words.passElsewhere}</h1>
            ${notice(inWords(this.problem, words))}
            <p>${words.passElsewhereMore}</p>
          </section>`
        : html`<guest-pass
            .words=${words}
            .pass=${this.pass}
            address=${this.address}
            language=${this.language}
            .wallets=${this.offer!.wallets}
            ?carriesFace=${event.mode === "PASS"}
            occasion=${`${event.name} · ${mine.code}`}
          ></guest-pass>`}
      <section class="card" aria-label=${words.newPass}>
        <h2>${words.lostPass}</h2>
        <p>${words.lostPassMore}</p>
        <button
          class="wide"
          @click=${() => {
            this.renewing = true;
            this.problem = null;
            this.go("camera");
          }}
        >
          ${words.newPass}
        </button>
      </section>`;
  }

  private wayOut(): TemplateResult {
    return html`<h2>${this.words.changedMind}</h2>
      <p>${this.words.withdrawWhenever}</p>
      <button
        class="wide"
        @click=${() => {
          this.withdrawing = true;
          void this.focusOn(".withdraw h2");
        }}
      >
        ${this.words.withdraw}
      </button>`;
  }

  private erasing(): TemplateResult {
    return html`<section class="card outcome">
      <div class="badge calm turning">${erase}</div>
      <h1 tabindex="-1">${this.words.erasing}</h1>
      ${notice(inWords(this.problem, this.words))}
      <p role="status">
        ${this.words.erasingMore}
      </p>
    </section>`;
  }

  private erased(): TemplateResult {
    const { since } = this.offer!;
    return html`<section class="card outcome">
      <div class="badge good">${check}</div>
      <h1 tabindex="-1">${this.words.erased}</h1>
      <p role="status">
        ${this.words.erasedMore}${since === undefined ? nothing : html` <strong>${instantIn(since, this.language, DAY_AND_TIME)}</strong>.`} ${this.words.ticketStays}
      </p>
      <button class="wide" @click=${() => this.go("consent")}>${this.words.enrolAgain}</button>
      </section>
      ${this.receiptLink()}`;
  }
}

// The text as it was written: blank lines part paragraphs, what stands before a first colon leads into its paragraph,
// and no markup is read into it.
function paragraphs(text: string): TemplateResult[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "")
    .map((paragraph) => {
      const lead = /^\p{Lu}[^:.,]{1,40}:(?=\s)/u.exec(paragraph)?.[0] ?? "";
      return html`<p>${lead === "" ? nothing : html`<strong>${lead}</strong>`}${paragraph.slice(lead.length)}</p>`;
    });
}
