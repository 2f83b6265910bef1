import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { problemOf, Session } from "../shared/api";
import { appOffer, recoveryCodes } from "../shared/app-offer";
import "../shared/ask";
import type { Account, AppOffer, Passkey, Problem } from "../shared/contract";
import { masthead } from "../shared/masthead";
import { notice } from "../shared/notice";
import { Part } from "../shared/page";
import { type CreationOptions, deviceName, makePasskey, NO_PASSKEY, passkeysWork } from "../shared/passkey";
import { atTime } from "../shared/time";

// Somebody's own account: how they sign in.
@customElement("account-page")
export class AccountPage extends Part {
  @state() private session: Session | null = null;
  @state() private account: Account | null = null;
  @state() private problem: Problem | null = null;
  @state() private done: string | null = null;
  @state() private offer: AppOffer | null = null;
  @state() private codes: string[] | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.open();
  }

  private async open(): Promise<void> {
    try {
      this.session = await Session.open();
      await this.load();
    } catch (failure) {
      this.problem = problemOf(failure);
    }
  }

  private async load(): Promise<void> {
    this.account = await this.session!.read<Account>("/api/account");
  }

  private async attempt(thing: (session: Session) => Promise<string | null>): Promise<void> {
    try {
      this.done = await thing(this.session!);
      this.problem = null;
      await this.load();
    } catch (failure) {
      this.done = null;
      this.problem = problemOf(failure);
    }
  }

  private async changePassword(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const form = submission.target as HTMLFormElement;
    const fields = new FormData(form);
    await this.attempt(async (session) => {
      await session.post("/api/account/password", { current: fields.get("current"), next: fields.get("next") });
      form.reset();
      // The session began anew, and with it the token of this page.
      this.session = await Session.open();
      return "Your password is changed, and you are signed out everywhere else.";
    });
  }

  private async endSessions(): Promise<void> {
    await this.attempt(async (session) => {
      await session.post("/api/account/sessions/end");
      this.session = await Session.open();
      return "You are signed out everywhere else.";
    });
  }

  private async offerApp(): Promise<void> {
    await this.attempt(async (session) => {
      this.offer = await session.post<AppOffer>("/api/account/app");
      this.codes = null;
      return null;
    });
    await this.focusOn("#code");
  }

  private async setUpApp(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const code = new FormData(submission.target as HTMLFormElement).get("code");
    await this.attempt(async (session) => {
      this.codes = (await session.post<{ recoveryCodes: string[] }>("/api/account/app/code", { code })).recoveryCodes;
      this.offer = null;
      return "The app is set up.";
    });
  }

  private async removeApp(): Promise<void> {
    await this.attempt(async (session) => {
      await session.remove("/api/account/app");
      this.codes = null;
      return "The app no longer belongs to your account.";
    });
    await this.focusOn("h1");
  }

  private async renewCodes(): Promise<void> {
    await this.attempt(async (session) => {
      this.codes = (await session.post<{ recoveryCodes: string[] }>("/api/account/recovery-codes")).recoveryCodes;
      return "The recovery codes before these no longer work.";
    });
  }

  private async addPasskey(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const form = submission.target as HTMLFormElement;
    const name = new FormData(form).get("name");
    await this.attempt(async (session) => {
      const answer = await makePasskey(await session.post<CreationOptions>("/api/account/passkeys/options"));
      if (answer === null) {
        this.problem = NO_PASSKEY;
        return null;
      }
      await session.post("/api/account/passkeys", { name, answer });
      form.reset();
      return "The passkey is added.";
    });
  }

  private async removePasskey(passkey: Passkey): Promise<void> {
    await this.attempt(async (session) => {
      await session.remove(`/api/account/passkeys/${passkey.id}`);
      return `${passkey.name} opens your account no more.`;
    });
    await this.focusOn("h1");
  }

  protected override render() {
    return html`${masthead(this.session, "/account")}
      <main class="narrow account">
        <h1 tabindex="-1">Your account</h1>
        ${notice(this.problem)} ${this.done === null ? nothing : html`<p class="done" role="status"><span>${this.done}</span></p>`}
        ${this.account === null ? nothing : this.inside(this.account)}
      </main>`;
  }

  private inside(account: Account): TemplateResult {
    return html`${this.passkeys(account)} ${this.app(account)} ${this.recovery(account)} ${this.password(account)}
      <section class="card">
        <h2>Sessions</h2>
        <button @click=${this.endSessions}>Sign out everywhere else</button>
      </section>`;
  }

  private passkeys(account: Account): TemplateResult {
    return html`<section class="card" aria-labelledby="passkeys">
      <h2 id="passkeys">Passkeys</h2>
      <p class="soft">Sign in with the finger, the face or the PIN of your own device. What your device looks at stays there.</p>
      <ul class="rows">
        ${account.passkeys.map(
          (passkey) => html`<li>
            <div class="row-main">
              <p><strong>${passkey.name}</strong></p>
              <p class="soft">Added ${atTime(passkey.createdAt)}${passkey.lastUsedAt === undefined ? "" : `, last used ${atTime(passkey.lastUsedAt)}`}</p>
            </div>
            <div class="row-actions">
              <ask-first
                says="Remove"
                label=${`Remove ${passkey.name}`}
                question=${`${passkey.name} will not open your account any more.`}
                yes="Yes, remove it"
                @agreed=${() => this.removePasskey(passkey)}
              ></ask-first>
            </div>
          </li>`,
        )}
      </ul>
      ${passkeysWork()
        ? html`<form @submit=${this.addPasskey}>
            <label for="passkey-name">Name of this device</label>
            <input id="passkey-name" name="name" required maxlength="100" autocomplete="off" placeholder=${deviceName()} />
            <button class="primary">Add a passkey</button>
          </form>`
        : html`<p>This browser knows no passkeys, or the page was not opened over https.</p>`}
    </section>`;
  }

  private app(account: Account): TemplateResult {
    return html`<section class="card" aria-labelledby="app">
      <h2 id="app">Authenticator app</h2>
      <p>${account.app ? "Set up: your password opens your account with its codes." : withoutApp(account)}</p>
      ${this.offer === null
        ? html`<div class="actions">
            <button @click=${this.offerApp}>${account.app ? "Set up another app" : "Set up an app"}</button>
            ${account.app
              ? html`<ask-first
                  says="Remove the app"
                  look="careful"
                  question="Its codes will not count any more."
                  yes="Yes, remove it"
                  @agreed=${this.removeApp}
                ></ask-first>`
              : nothing}
          </div>`
        : html`${appOffer(this.offer)}
            <form @submit=${this.setUpApp}>
              <label for="code">Code that the app shows now</label>
              <input id="code" name="code" required inputmode="numeric" autocomplete="one-time-code" />
              <button class="primary">Confirm</button>
            </form>`}
    </section>`;
  }

  private recovery(account: Account): TemplateResult | typeof nothing {
    if (!account.app && account.passkeys.length === 0) {
      return nothing;
    }
    return html`<section class="card" aria-labelledby="recovery">
      <h2 id="recovery">Recovery codes</h2>
      <p>For the day on which the phone is lost. ${account.recoveryLeft === 0 ? "You have none." : `${account.recoveryLeft} are left.`}</p>
      ${this.codes === null ? nothing : recoveryCodes(this.codes)}
      ${account.recoveryLeft === 0
        ? html`<button @click=${this.renewCodes}>Make recovery codes</button>`
        : html`<ask-first
            says="New recovery codes"
            question="The codes that you wrote down will not count any more."
            yes="Yes, new ones"
            @agreed=${this.renewCodes}
          ></ask-first>`}
    </section>`;
  }

  private password(account: Account): TemplateResult {
    return html`<section class="card" aria-labelledby="password">
      <h2 id="password">Password</h2>
      <form @submit=${this.changePassword}>
        <input type="hidden" autocomplete="username" value=${account.name} />
        <label for="current">Present password</label>
        <input id="current" name="current" type="password" required autocomplete="current-password" />
        <label for="next">New password, at least 12 characters</label>
        <input id="next" name="next" type="password" required minlength="12" maxlength="72" autocomplete="new-password" />
        <button class="primary">Change the password</button>
      </form>
    </section>`;
  }
}

function withoutApp(account: Account): string {
  if (account.passkeys.length > 0 && account.more) {
    return "Not set up: sign in with a passkey, or with your password and a recovery code.";
  }
  return account.more ? "Not set up." : "Not set up: your password alone opens your account.";
}
