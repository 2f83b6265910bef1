import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { TicketLine } from "../shared/contract";
import "../shared/ask";
import { search } from "../shared/icons";
import { notice } from "../shared/notice";
import { atTime } from "../shared/time";
import "./once";
import { Room } from "./room";

interface EnrolmentLink {
  code: string;
  url: string;
  expiresAt: string;
}

const STATUSES = { VALID: "Valid", UNPAID: "Unpaid", BLOCKED: "Blocked", CANCELLED: "Cancelled" };

// Finds tickets and gives out enrolment links, which each open one ticket.
@customElement("ticket-search")
export class TicketSearch extends Room {
  @property() event = "";

  @state() private found: TicketLine[] | null = null;
  @state() private link: EnrolmentLink | null = null;
  @state() private revoked: string | null = null;
  @state() private joining: string | null = null;
  @state() private together: { code: string; says: string } | null = null;

  private words = "";

  private async find(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    this.words = String(new FormData(submission.target as HTMLFormElement).get("q")).trim();
    this.link = null;
    this.revoked = null;
    this.joining = null;
    this.together = null;
    await this.attempt(() => this.look());
  }

  private async look(): Promise<void> {
    this.found = await this.session.read<TicketLine[]>(`/api/events/${this.event}/tickets?q=${encodeURIComponent(this.words)}`);
  }

  private address(code: string): string {
    return `/api/events/${this.event}/tickets/${encodeURIComponent(code)}/link`;
  }

  private async create(code: string): Promise<void> {
    await this.attempt(async () => {
      const created = await this.session.post<{ url: string; expiresAt: string }>(this.address(code));
      this.revoked = null;
      this.link = { code, ...created };
    });
  }

  private async revoke(code: string): Promise<void> {
    await this.attempt(async () => {
      await this.session.remove(this.address(code));
      this.link = null;
      this.revoked = code;
    });
  }

  // A ticket may come along with a guest's own, which leads.
  private async joinParty(code: string, submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const lead = String(new FormData(submission.target as HTMLFormElement).get("lead")).trim();
    await this.attempt(async () => {
      const path = `/api/events/${this.event}/tickets/${encodeURIComponent(code)}/party`;
      if (lead === "") {
        await this.session.remove(path);
      } else {
        await this.session.post(path, { lead });
      }
      this.together = { code, says: lead === "" ? "Comes in by itself." : `Comes along with ${lead}.` };
      this.joining = null;
    });
  }

  private partyForm(code: string): TemplateResult {
    return html`<form class="row-below" @submit=${(submission: SubmitEvent) => this.joinParty(code, submission)}>
      <label for=${`lead-${code}`}>Ticket of the guest who brings ${code} along; empty: nobody</label>
      <input id=${`lead-${code}`} name="lead" maxlength="100" autocomplete="off" />
      <button>Put them together</button>
    </form>`;
  }

  protected override render() {
    return html`<section class="card" aria-labelledby="find">
      <h2 id="find">Tickets and enrolment links</h2>
      ${notice(this.problem)}
      <form class="search" role="search" @submit=${this.find}>
        <label class="unseen" for="q">Ticket code or holder</label>
        <input id="q" name="q" type="search" placeholder="Ticket code or holder" autocomplete="off" />
        <button>${search}<span>Find</span></button>
      </form>
      ${this.found === null
        ? html`<p class="soft">
            Every ticket has a link of its own. Find one here, or
            <a href=${`/api/events/${this.event}/links.csv`} download>download all links as CSV</a> for your mailing.
          </p>`
        : this.list(this.found)}
    </section>`;
  }

  private list(found: TicketLine[]): TemplateResult {
    return html`<p class="unseen" role="status">${found.length} found</p>
      ${found.length === 0 ? html`<p>No ticket has this in its code or holder.</p>` : ""}
      <ul class="rows">
        ${found.map((line) => this.line(line))}
      </ul>
      ${found.length === 50 ? html`<p class="fine">The first 50. Type more of the code to see others.</p>` : ""}`;
  }

  private line(line: TicketLine): TemplateResult {
    const details = [line.holder, line.category, line.entrance].filter((detail) => detail !== undefined).join(" · ");
    return html`<li>
      <div class="row-main">
        <p>
          <span class="code">${line.code}</span>
          ${line.status === "VALID" ? "" : html`<span class="chip careful">${STATUSES[line.status]}</span>`}
          ${line.enrolled ? html`<span class="chip good">Enrolled</span>` : ""}
          ${line.admitted ? html`<span class="chip">Admitted</span>` : ""}
        </p>
        ${details === "" ? "" : html`<p class="soft">${details}</p>`}
      </div>
      <div class="row-actions">
        <button @click=${() => this.create(line.code)} aria-label=${`Enrolment link for ${line.code}`}>Enrolment link</button>
        <button
          class="quiet"
          aria-expanded=${this.joining === line.code}
          @click=${() => (this.joining = this.joining === line.code ? null : line.code)}
          aria-label=${`Who brings ${line.code} along`}
        >
          Comes along…
        </button>
        <ask-first
          says="Revoke"
          label=${`Revoke links of ${line.code}`}
          look="quiet"
          question=${`Links given out for ${line.code} will not open any more. Whoever holds one needs a new one.`}
          yes="Yes, revoke them"
          @agreed=${() => this.revoke(line.code)}
        ></ask-first>
      </div>
      ${this.link?.code === line.code
        ? html`<shown-once
            class="row-below"
            label=${`Enrolment link for ${line.code}`}
            .value=${this.link.url}
            hint=${`For this ticket's holder only. Works until ${atTime(this.link.expiresAt)}.`}
          ></shown-once>`
        : ""}
      ${this.joining === line.code ? this.partyForm(line.code) : ""}
      ${this.together === null || this.together.code !== line.code
        ? ""
        : html`<p class="row-below soft" role="status">${this.together.says}</p>`}
      ${this.revoked === line.code
        ? html`<p class="row-below soft" role="status">Links given out before no longer work.</p>`
        : ""}
    </li>`;
  }
}
