import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { problemOf, read, send } from "../shared/api";
import type { Papers, Problem } from "../shared/contract";
import { guestHead, noLink, openingLink, sureToWithdraw } from "../shared/guest";
import { check, erase, shield, ticket } from "../shared/icons";
import { notice } from "../shared/notice";
import { Part, titled } from "../shared/page";
import { instantIn } from "../shared/time";
import { chooseLanguage, guestLanguage, inWords, nameOf, wordsIn } from "../shared/words";

const ERASURE_POLL_MILLISECONDS = 1_000;

// What a guest can do with the link of the receipt: read it, withdraw, take everything away, prove the erasure.
@customElement("receipt-page")
export class ReceiptPage extends Part {
  @state() private papers: Papers | null = null;
  @state() private problem: Problem | null = null;
  @state() private withdrawing = false;

  @state() private language = guestLanguage();
  private readonly address = `/api/receipt/${encodeURIComponent(location.pathname.split("/").filter(Boolean)[1] ?? "")}`;

  override connectedCallback(): void {
    super.connectedCallback();
    document.documentElement.lang = this.language;
    titled(this.words.receipt);
    void this.load();
  }

  private get words() {
    return wordsIn(this.language);
  }

  private choose(language: string): void {
    chooseLanguage(language);
    document.documentElement.lang = language;
    this.language = language;
    titled(this.words.receipt);
  }

  private async load(): Promise<void> {
    try {
      this.papers = await read<Papers>(this.address);
      this.problem = null;
    } catch (failure) {
      this.problem = problemOf(failure);
    }
    if (this.papers?.state === "ERASING") {
      window.setTimeout(() => void this.load(), ERASURE_POLL_MILLISECONDS);
    }
  }

  private async withdraw(): Promise<void> {
    this.withdrawing = false;
    try {
      await send(`${this.address}/withdraw`);
      await this.load();
      await this.focusOn("h1");
    } catch (failure) {
      this.problem = problemOf(failure);
    }
  }

  protected override render() {
    const papers = this.papers;
    return html`${guestHead(this.language, this.words, (language) => this.choose(language))}
      <main class="narrow" aria-busy=${papers === null && this.problem === null}>
        ${papers === null ? this.unopened() : this.opened(papers)}
      </main>`;
  }

  private unopened(): TemplateResult {
    return this.problem === null
      ? openingLink(this.words)
      : noLink(this.problem, this.words, () => {
          this.problem = null;
          void this.load();
        });
  }

  private opened(papers: Papers): TemplateResult {
    return html`${notice(inWords(this.problem, this.words))} ${this.standing(papers)} ${this.receipt(papers)}
      ${this.certificate(papers)} ${this.held(papers)}`;
  }

  private standing(papers: Papers): TemplateResult {
    const words = this.words;
    switch (papers.state) {
      case "ENROLLED":
        return html`<section class="card withdraw">
          <h1 tabindex="-1">${words.receipt}</h1>
          <p>${words.receiptMore}</p>
          ${this.withdrawing
            ? sureToWithdraw(
                words,
                () => void this.withdraw(),
                () => (this.withdrawing = false),
              )
            : html`<button
                class="wide"
                @click=${() => {
                  this.withdrawing = true;
                  void this.focusOn("h2");
                }}
              >
                ${words.withdraw}
              </button>`}
        </section>`;
      case "ERASING":
        return html`<section class="card outcome">
          <div class="badge calm turning">${erase}</div>
          <h1 tabindex="-1">${words.erasing}</h1>
          <p role="status">${words.erasingMore}</p>
        </section>`;
      default:
        return html`<section class="card outcome">
          <div class="badge good">${check}</div>
          <h1 tabindex="-1">${words.erased}</h1>
          <p role="status">${words.erasedMore} ${words.ticketStays}</p>
        </section>`;
    }
  }

  private receipt(papers: Papers): TemplateResult {
    const words = this.words;
    const { receipt } = papers;
    const ended = receipt.events[1];
    return html`<section class="card">
      <h2>${papers.event.name}, ${papers.event.venue}</h2>
      <dl class="facts">
        ${this.fact(words.youAgreed, this.at(receipt.events[0]!.eventTime))}
        ${ended === undefined ? nothing : this.fact(words.ended, this.at(ended.eventTime))}
        ${this.fact(words.version, `${receipt.privacyNotice.version}, ${nameOf(receipt.privacyNotice.language)}`)}
        ${receipt.piiController.accountablePerson === undefined
          ? nothing
          : html`${this.fact(words.whoAnswers, receipt.piiController.accountablePerson)}
            ${this.fact(
              words.legalBasis,
              `${receipt.piiController.jurisdiction}, ${receipt.piiController.impactAssessment}`,
            )}`}
        ${this.fact(words.erasedBy, this.at(papers.event.eraseAfter))}
      </dl>
      <div class="actions">
        <a class="button" href=${`${this.address}/receipt.json`} download>${words.signedReceipt}</a>
        <a class="button" href=${`${this.address}/data.json`} download>${words.allData}</a>
      </div>
    </section>`;
  }

  private certificate(papers: Papers): TemplateResult | typeof nothing {
    const words = this.words;
    const certificate = papers.certificate;
    if (certificate === undefined) {
      return nothing;
    }
    return html`<section class="card">
      <h2>${shield} ${words.certificate}</h2>
      <p>${words.certificateMore}</p>
      <dl class="facts">
        ${this.fact(words.erased, this.at(certificate.erasedAt))}
        ${certificate.lanes.map((lane) => this.fact(`${words.lane} ${lane.lane}`, `${words.letGoAt}, ${this.at(lane.at)}`))}
      </dl>
      <p>${certificate.keysDestroyedAt === undefined ? words.keysStand : `${words.keysGone}, ${this.at(certificate.keysDestroyedAt)}.`}</p>
      <p>${certificate.filesScrubbedAt === undefined ? words.filesNotYet : `${words.filesCleared}, ${this.at(certificate.filesScrubbedAt)}.`}</p>
      <a class="button" href=${`${this.address}/certificate.json`} download>${words.signedCertificate}</a>
      <details>
        <summary>${words.howToCheck}</summary>
        <pre class="code">${papers.publicKey}</pre>
      </details>
    </section>`;
  }

  private held(papers: Papers): TemplateResult {
    const words = this.words;
    const held = papers.held.parts.filter((part) => part.rows.length > 0);
    const empty = papers.held.parts.filter((part) => part.rows.length === 0);
    return html`<section class="card held">
      <h2>${ticket} ${words.held}</h2>
      <p>${words.allDataMore}</p>
      ${held.map(
        (part) => html`<details>
          <summary><span>${this.meaning(part)}</span> <span class="chip">${part.rows.length}</span></summary>
          ${part.rows.map(
            (row) => html`<dl class="facts code">
              ${Object.entries(row).map(([column, value]) => this.fact(column, value === null ? "–" : String(value)))}
            </dl>`,
          )}
        </details>`,
      )}
      <details class="soft">
        <summary><span>${words.nothingHeld}</span> <span class="chip">${empty.length}</span></summary>
        <ul>
          ${empty.map((part) => html`<li>${this.meaning(part)}</li>`)}
        </ul>
      </details>
    </section>`;
  }

  private meaning(part: Papers["held"]["parts"][number]): string {
    return this.words.holdings[part.table] ?? part.meaning;
  }

  private fact(name: string, value: string): TemplateResult {
    return html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  }

  private at(instant: string): string {
    return instantIn(instant, this.language);
  }
}
