import { html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { NewPassword, Staff } from "../shared/contract";
import { notice } from "../shared/notice";
import "./once";
import { Room } from "./room";

const ROLES = { ORGANISER: "Organiser", STEWARD: "Steward", OFFICER: "Officer" };

@customElement("staff-room")
export class StaffRoom extends Room {
  @state() private staff: Staff[] = [];
  @state() private fresh: NewPassword | null = null;
  @state() private leaving: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.attempt(() => this.load());
  }

  private async load(): Promise<void> {
    this.staff = await this.session.read<Staff[]>("/api/staff");
  }

  private async create(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const form = submission.target as HTMLFormElement;
    const fields = new FormData(form);
    await this.attempt(async () => {
      const account = { name: String(fields.get("name")).trim(), role: fields.get("role") };
      this.fresh = await this.session.post<NewPassword>("/api/staff", account);
      form.reset();
      await this.load();
    });
  }

  private async renew(name: string): Promise<void> {
    await this.attempt(async () => {
      this.fresh = await this.session.post<NewPassword>(`/api/staff/${encodeURIComponent(name)}/password`);
    });
  }

  private async dismiss(name: string): Promise<void> {
    this.leaving = null;
    await this.attempt(async () => {
      await this.session.remove(`/api/staff/${encodeURIComponent(name)}`);
      await this.load();
    });
  }

  protected override render() {
    return html`<p><a href="#/">All events</a></p>
      <h1 tabindex="-1">Staff accounts</h1>
      ${notice(this.problem)}
      ${this.fresh === null
        ? ""
        : html`<shown-once
            label=${`Password of ${this.fresh.name}`}
            .value=${this.fresh.password}
            hint="Shown this once. Hand it over in person or by a safe way."
          ></shown-once>`}
      <section class="card">
        <h2>New account</h2>
        <form @submit=${this.create}>
          <div class="fields">
            <div>
              <label for="staff-name">Name</label>
              <input id="staff-name" name="name" required maxlength="100" autocomplete="off" />
            </div>
            <div>
              <label for="staff-role">Role</label>
              <select id="staff-role" name="role">
                <option value="STEWARD">Steward: the board, helping guests</option>
                <option value="OFFICER">Officer: data protection, reads the log</option>
                <option value="ORGANISER">Organiser: everything</option>
              </select>
            </div>
          </div>
          <button class="primary">Create the account</button>
        </form>
      </section>
      <section class="card">
        <h2>Accounts</h2>
        <ul class="rows">
          ${this.staff.map((one) => this.account(one))}
        </ul>
      </section>`;
  }

  private account(one: Staff): TemplateResult {
    const self = one.name === this.session.me.name;
    return html`<li>
      <div class="row-main">
        <p><strong>${one.name}</strong></p>
        <p class="soft">${ROLES[one.role]}${self ? ", you" : ""}</p>
      </div>
      <div class="row-actions">
        ${this.leaving === one.name
          ? html`<span>Delete the account?</span>
              <button class="careful" @click=${() => this.dismiss(one.name)}>Yes, delete</button>
              <button @click=${() => (this.leaving = null)}>No</button>`
          : html`<button @click=${() => this.renew(one.name)}>New password</button>
              ${self ? "" : html`<button @click=${() => (this.leaving = one.name)}>Delete</button>`}`}
      </div>
    </li>`;
  }
}
