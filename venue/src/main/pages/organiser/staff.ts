import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import "../shared/ask";
import type { Account, NewPassword, Role, Staff } from "../shared/contract";
import { notice } from "../shared/notice";
import { titled } from "../shared/page";
import { ROLES } from "../shared/roles";
import "./once";
import { Room } from "./room";

type Step = "password" | "factors" | "delete";

// What cannot be taken back is asked once more.
const STEPS: Record<Step, { name: string; asks: string; yes: string }> = {
  password: { name: "New password", asks: "The old one counts no more, and the sessions end.", yes: "Yes, a new one" },
  factors: { name: "Lost phone", asks: "App and passkeys of the account end; its password stays.", yes: "Yes, remove them" },
  delete: { name: "Delete", asks: "Delete the account?", yes: "Yes, delete" },
};

@customElement("staff-room")
export class StaffRoom extends Room {
  @state() private staff: Staff[] = [];
  @state() private fresh: NewPassword | null = null;
  @state() private done = "";
  // Whether the installation lets a password alone open an account.
  @state() private loose = false;
  @state() private changing: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    titled("Staff accounts");
    void this.attempt(async () => {
      await this.load();
      this.loose = !(await this.session.read<Account>("/api/account")).more;
    });
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

  private async take(step: Step, name: string): Promise<void> {
    const path = `/api/staff/${encodeURIComponent(name)}`;
    this.fresh = null;
    this.done = "";
    await this.attempt(async () => {
      switch (step) {
        case "password":
          this.fresh = await this.session.post<NewPassword>(`${path}/password`);
          break;
        case "factors":
          await this.session.remove(`${path}/factors`);
          this.done = `App and passkeys of ${name} are gone; the password opens the account, as on the first day.`;
          break;
        case "delete":
          await this.session.remove(path);
          this.done = `${name} has no account any more.`;
          await this.load();
      }
    });
  }

  protected override render() {
    return html`<p><a href="#/">All events</a></p>
      <h1 tabindex="-1">Staff accounts</h1>
      ${notice(this.problem)}
      ${this.loose
        ? html`<div class="notice" role="status">
            <p>
              <strong>A password alone opens accounts here.</strong> Whoever learns one is in. That is for trials; the setting is
              <code>staff-sign-in</code>.
            </p>
          </div>`
        : nothing}
      ${this.fresh === null
        ? ""
        : html`<shown-once
            label=${`Password of ${this.fresh.name}`}
            .value=${this.fresh.password}
            hint="Shown this once. Hand it over in person or by a safe way."
          ></shown-once>`}
      ${this.done === "" ? nothing : html`<p class="done" role="status"><span>${this.done}</span></p>`}
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
        ${this.ask("password", one.name)} ${self ? nothing : this.othersActions(one)}
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
      ${this.ask("factors", one.name)} ${this.ask("delete", one.name)}`;
  }

  private ask(step: Step, name: string): TemplateResult {
    return html`<ask-first
      says=${STEPS[step].name}
      label=${`${STEPS[step].name}: ${name}`}
      question=${STEPS[step].asks}
      yes=${STEPS[step].yes}
      @agreed=${() => this.take(step, name)}
    ></ask-first>`;
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
