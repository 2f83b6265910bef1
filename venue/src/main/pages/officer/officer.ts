import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { problemOf, Session } from "../shared/api";
import type { AuditCheck, AuditLine, AuditLog, EventReport, Problem } from "../shared/contract";
import { check, note } from "../shared/icons";
import { masthead } from "../shared/masthead";
import { notice } from "../shared/notice";
import { Part } from "../shared/page";
import { atTime, counted, instantOf, toTheSecond } from "../shared/time";

const MODES = { PASS: "In the guest's pass", SEALED: "Sealed, opened by the pass", HANDS_FREE: "In the event's gallery" };

// Who did what, whether the log is whole, and on what legal basis each event runs.
@customElement("officer-page")
export class OfficerPage extends Part {
  @state() private session: Session | null = null;
  @state() private events: EventReport[] = [];
  @state() private lines: AuditLine[] = [];
  @state() private log: AuditLog | null = null;
  @state() private found: AuditCheck | null = null;
  @state() private checking = false;
  @state() private problem: Problem | null = null;

  private filter = new URLSearchParams();

  override connectedCallback(): void {
    super.connectedCallback();
    void this.open();
  }

  private async open(): Promise<void> {
    await this.attempt(async () => {
      this.session = await Session.open();
      this.events = await this.session.read<EventReport[]>("/api/officer/events");
      await this.load();
    });
  }

  private async load(before?: number): Promise<void> {
    const query = new URLSearchParams(this.filter);
    if (before !== undefined) {
      query.set("before", String(before));
    }
    this.log = await this.session!.read<AuditLog>(`/api/officer/log?${query}`);
    this.lines = before === undefined ? this.log.lines : [...this.lines, ...this.log.lines];
  }

  private async look(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const fields = new FormData(submission.target as HTMLFormElement);
    this.filter = new URLSearchParams();
    for (const [name, value] of fields) {
      const text = String(value).trim();
      if (text !== "") {
        this.filter.set(name, name === "from" || name === "until" ? instantOf(text) : text);
      }
    }
    await this.attempt(() => this.load());
  }

  private async verify(): Promise<void> {
    this.checking = true;
    await this.attempt(async () => {
      this.found = await this.session!.read<AuditCheck>("/api/officer/check");
    });
    this.checking = false;
  }

  private async attempt(what: () => Promise<void>): Promise<void> {
    try {
      await what();
      this.problem = null;
    } catch (failure) {
      this.problem = problemOf(failure);
    }
  }

  protected override render() {
    return html`${masthead(this.session, "/officer")}
      <main class="wide-page">
        <h1 tabindex="-1">Data protection</h1>
        ${notice(this.problem)}
        ${this.session === null ? nothing : html`${this.basis()} ${this.whole()} ${this.who()}`}
      </main>`;
  }

  private basis(): TemplateResult {
    return html`<section class="card">
      <h2>Events and their legal basis</h2>
      ${this.events.length === 0
        ? html`<p class="soft">There is no event yet.</p>`
        : html`<ul class="rows">
            ${this.events.map(
              (event) => html`<li>
                <div class="row-main">
                  <p><strong>${event.name}</strong> <span class="chip">${MODES[event.mode]}</span></p>
                  ${event.legalBasis === undefined
                    ? html`<p class="soft">No template in a gallery; none needed.</p>`
                    : html`<p class="soft">
                        ${event.legalBasis.jurisdiction}, impact assessment ${event.legalBasis.dpiaReference}; answers for it:
                        ${event.legalBasis.accountablePerson}
                      </p>`}
                  <p class="soft">
                    ${counted(event.counts.enrolled)} enrolled, ${counted(event.counts.erasing)} erasing;
                    ${event.keysExist
                      ? html`erased by ${atTime(event.eraseAfter)} at the latest`
                      : html`<strong>keys destroyed</strong>, nothing biometric is left`}
                  </p>
                </div>
              </li>`,
            )}
          </ul>`}
    </section>`;
  }

  private whole(): TemplateResult {
    const found = this.found;
    return html`<section class="card">
      <h2>Is the log whole?</h2>
      <p>
        Each line carries a hash that covers all before it, and the end is signed.
        ${this.log?.signedUpTo === undefined
          ? "Nothing is signed yet."
          : `Signed up to line ${counted(this.log.signedUpTo)}, ${atTime(this.log.signedAt!)}.`}
      </p>
      <button @click=${this.verify} ?disabled=${this.checking}>${this.checking ? "Checking…" : "Check every line"}</button>
      ${found === null
        ? nothing
        : html`<div role="status">
            ${found.whole
              ? html`<p class="done">
                  ${check}<span>${counted(found.count)} lines and ${counted(found.heads)} signatures: nothing was changed.</span>
                </p>`
              : html`<div class="notice">
                  ${note}
                  <div>
                    <p><strong>This log is not what was written.</strong></p>
                    ${found.findings.map((one) => html`<p>${one.says}</p>`)}
                  </div>
                </div>`}
          </div>`}
    </section>`;
  }

  private who(): TemplateResult {
    return html`<section class="card">
      <h2>Who did what</h2>
      <form @submit=${this.look}>
        <div class="fields">
          ${this.field("actor", "Who", "an account, guest, system")} ${this.field("action", "Did what", "withdrew, admitted…")}
          ${this.field("subject", "To what", "an id")}
          <div><label for="from">From</label><input id="from" name="from" type="datetime-local" /></div>
          <div><label for="until">Until</label><input id="until" name="until" type="datetime-local" /></div>
        </div>
        <div class="actions">
          <button class="primary">Show</button>
          <a class="button" href=${`/api/officer/log.json?${this.filter}`} download>Take away with proof (JSON)</a>
          <a class="button" href=${`/api/officer/log.csv?${this.filter}`} download>As a table (CSV)</a>
        </div>
      </form>
      <div class="scroll" role="region" aria-label="Lines of the log" tabindex="0">
        <table class="log">
          <thead>
            <tr><th scope="col">Line</th><th scope="col">When</th><th scope="col">Who</th><th scope="col">Did what</th><th scope="col">To what</th></tr>
          </thead>
          <tbody>
            ${this.lines.map(
              (line) => html`<tr>
                <td>${line.number}</td>
                <td>${toTheSecond(line.at)}</td>
                <td>${line.who ?? line.actor}</td>
                <td>${line.action}</td>
                <td class="code">${line.subject}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${this.lines.length === 0 ? html`<p class="soft">No line fits.</p>` : nothing}
      ${this.log?.before === undefined
        ? nothing
        : html`<button class="wide" @click=${() => this.attempt(() => this.load(this.log!.before))}>Earlier lines</button>`}
    </section>`;
  }

  private field(name: string, label: string, hint: string): TemplateResult {
    return html`<div>
      <label for=${name}>${label}</label>
      <input id=${name} name=${name} placeholder=${hint} autocomplete="off" maxlength="200" />
    </div>`;
  }
}
