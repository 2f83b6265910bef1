import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { NewPassword, Role, Staff } from "../shared/contract";
import { notice } from "../shared/notice";
import { ROLES } from "../shared/roles";
import "./once";
import { Room } from "./room";

@customElement("staff-room")
export class StaffRoom extends Room {
  @state() private staff: Staff[] = [];
  @state() private fresh: NewPassword | null = null;
  @state() private leaving: string | null = null;
  @state() private changing: string | null = null;

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
      const account = { name: String(fields.get("name")).trim(), roles: fields.getAll("role") };
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

  private async changeRoles(name: string, submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const roles = new FormData(submission.target as HTMLFormElement).getAll("role");
    await this.attempt(async () => {
      await this.session.post(`/api/staff/${encodeURIComponent(name)}/roles`, { roles });
      this.changing = null;
      await this.load();
    });
  }

  private async lock(one: Staff): Promise<void> {
    await this.attempt(async () => {
      await this.session.post(`/api/staff/${encodeURIComponent(one.name)}/${one.locked ? "unlock" : "lock"}`);
      await this.load();
    });
  }

  // The app and the passkeys go; the password stays.
  private async removeFactors(name: string): Promise<void> {
    await this.attempt(async () => {
      await this.session.remove(`/api/staff/${encodeURIComponent(name)}/factors`);
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
          <label for="staff-name">Name</label>
          <input id="staff-name" name="name" required maxlength="100" autocomplete="off" />
          ${roleChoice("Roles", ["STEWARD"])}
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
        <p class="soft">
          ${one.roles.map((role) => ROLES[role].name).join(", ")}${self ? ", you" : ""}${one.locked ? ", locked" : ""}
        </p>
      </div>
      <div class="row-actions">
        ${this.leaving === one.name
          ? html`<span>Delete the account?</span>
              <button class="careful" @click=${() => this.dismiss(one.name)}>Yes, delete</button>
              <button @click=${() => (this.leaving = null)}>No</button>`
          : html`<button @click=${() => this.renew(one.name)}>New password</button>
              ${self ? nothing : this.othersActions(one)}`}
      </div>
      ${this.changing === one.name
        ? html`<form class="row-below" @submit=${(submission: SubmitEvent) => this.changeRoles(one.name, submission)}>
            ${roleChoice(`Roles of ${one.name}`, one.roles)}
            <div class="row-actions">
              <button class="primary">Save</button>
              <button type="button" @click=${() => (this.changing = null)}>Cancel</button>
            </div>
          </form>`
        : nothing}
    </li>`;
  }

  private othersActions(one: Staff): TemplateResult {
    return html`<button @click=${() => (this.changing = one.name)}>Roles</button>
      <button @click=${() => this.lock(one)}>${one.locked ? "Unlock" : "Lock"}</button>
      <button @click=${() => this.removeFactors(one.name)}>Lost phone</button>
      <button @click=${() => (this.leaving = one.name)}>Delete</button>`;
  }
}

function roleChoice(legend: string, held: Role[]): TemplateResult {
  return html`<fieldset class="choices">
    <legend>${legend}</legend>
    ${(Object.keys(ROLES) as Role[]).map(
      (role) => html`<label class="choice-line">
        <input type="checkbox" name="role" value=${role} ?checked=${held.includes(role)} />
        <span><strong>${ROLES[role].name}</strong>: ${ROLES[role].does}</span>
      </label>`,
    )}
  </fieldset>`;
}
