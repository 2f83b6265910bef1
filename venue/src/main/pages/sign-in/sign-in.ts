import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { problemOf, read, send } from "../shared/api";
import { appOffer, recoveryCodes } from "../shared/app-offer";
import type { Me, Problem, Role, SignInNext } from "../shared/contract";
import { key, mark, shield } from "../shared/icons";
import { notice } from "../shared/notice";
import { Part } from "../shared/page";
import {
  type CreationOptions,
  deviceName,
  makePasskey,
  NO_PASSKEY,
  passkeysWork,
  type RequestOptions,
  usePasskey,
} from "../shared/passkey";
import { pagesOf } from "../shared/roles";

// Where somebody wanted to go before they went to the provider.
const WANTED = "facelane.wanted";

const NOT_LET_IN: Problem = {
  status: 0,
  code: "NOT_LET_IN",
  title: "The identity provider did not let you in.",
  advice: "Try again there, or sign in with a password or a passkey of this installation.",
};

@customElement("sign-in-page")
export class SignInPage extends Part {
  @state() private problem: Problem | null = null;
  @state() private busy = false;
  @state() private step: SignInNext | null = null;
  // Who is signed in already, without the role for the page that was asked for.
  @state() private other: Me | null = null;
  // What a link carries that was made at the server's machine.
  @state() private link = new URLSearchParams(location.hash.slice(1)).get("link");

  // By whom else staff may sign in here.
  @state() private provider: string | null = null;

  private readonly asked = new URLSearchParams(location.search);

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.asked.has("other")) {
      void this.whoIsIt();
    }
    void this.findProvider();
    if (this.asked.has("state")) {
      void this.backFromProvider();
    }
  }

  private async findProvider(): Promise<void> {
    try {
      this.provider = (await read<{ name?: string }>("/api/sign-in/provider")).name ?? null;
    } catch (failure) {
      this.problem = problemOf(failure);
    }
  }

  private toProvider(): Promise<void> {
    return this.attempt("#name", async () => {
      const { address } = await send<{ address: string }>("/api/sign-in/provider/address");
      sessionStorage.setItem(WANTED, (this.asked.get("next") ?? "") + location.hash);
      location.assign(address);
    });
  }

  // What the provider gave stands in the address once, and in no history.
  private backFromProvider(): Promise<void> {
    const brought = { code: this.asked.get("code"), state: this.asked.get("state"), iss: this.asked.get("iss") };
    history.replaceState(null, "", location.pathname);
    return this.attempt("#name", async () => {
      if (brought.code === null) {
        this.problem = NOT_LET_IN;
      } else {
        this.goOn(await send<SignInNext>("/api/sign-in/provider", brought));
      }
    });
  }

  private async whoIsIt(): Promise<void> {
    try {
      this.other = await read<Me>("/api/me");
    } catch (failure) {
      problemOf(failure);
    }
  }

  private async attempt(focus: string, thing: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.problem = null;
    try {
      await thing();
    } catch (failure) {
      this.problem = problemOf(failure);
      if (this.problem.code === "SIGN_IN_AGAIN") {
        this.step = null;
      }
      await this.focusOn(focus);
    } finally {
      this.busy = false;
    }
  }

  private signIn(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const fields = new FormData(submission.target as HTMLFormElement);
    return this.attempt("#password", async () => {
      const sent = { name: fields.get("name"), password: fields.get("password") };
      this.goOn(await send<SignInNext>("/api/sign-in", sent));
      await this.focusOn(".first-step");
    });
  }

  private openLink(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const fields = new FormData(submission.target as HTMLFormElement);
    return this.attempt("#password", async () => {
      const sent = { token: this.link, name: fields.get("name"), password: fields.get("password") };
      const next = await send<SignInNext>("/api/sign-in/link", sent);
      this.link = null;
      history.replaceState(null, "", location.pathname + location.search);
      this.goOn(next);
      await this.focusOn(".first-step");
    });
  }

  // Whoever has nothing but a password yet makes a passkey of the device in their hand.
  private firstPasskey(): Promise<void> {
    return this.attempt(".first-step", async () => {
      const answer = await makePasskey(await send<CreationOptions>("/api/sign-in/set-up/passkey/options"));
      if (answer === null) {
        this.problem = NO_PASSKEY;
      } else {
        this.goOn(await send<SignInNext>("/api/sign-in/set-up/passkey", { name: deviceName(), answer }));
      }
    });
  }

  private sendCode(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const code = new FormData(submission.target as HTMLFormElement).get("code");
    return this.attempt("#code", async () => this.goOn(await send<SignInNext>("/api/sign-in/code", { code })));
  }

  private withPasskey(): Promise<void> {
    return this.attempt("#name", async () => {
      const answer = await usePasskey(await send<RequestOptions>("/api/sign-in/passkey/options"));
      if (answer !== null) {
        this.goOn(await send<SignInNext>("/api/sign-in/passkey", { answer }));
      }
    });
  }

  // Recovery codes are shown once, so they are read before the way goes on.
  private goOn(next: SignInNext): void {
    this.step = next;
    if (next.next === "SIGNED_IN" && next.recoveryCodes.length === 0) {
      const where = this.next(next.roles);
      sessionStorage.removeItem(WANTED);
      location.assign(where);
    }
  }

  // Where somebody wanted to go, if their roles lead there; otherwise where they begin. Only a path of this server: a
  // link to sign in never leads elsewhere.
  private next(roles: Role[]): string {
    const pages = pagesOf(roles);
    const next = sessionStorage.getItem(WANTED) ?? (this.asked.get("next") ?? "") + location.hash;
    const found = pages.some((page) => next === page.path || next === "/account" || next.startsWith(`${page.path}#`));
    return found ? next : (pages[0]?.path ?? "/");
  }

  protected override render() {
    return html`<main class="narrow centre">
      <div class="brand large">${mark}<span>Facelane</span></div>
      ${this.other === null ? nothing : this.otherAccount(this.other)} ${this.now()}
    </main>`;
  }

  private now(): TemplateResult {
    switch (this.step?.next) {
      case "CODE":
        return this.oneMoreStep(
          this.step,
          this.codeForm(html`<p>Open your authenticator app and type the code it shows. A recovery code works too.</p>`),
        );
      case "PASSKEY":
        return this.oneMoreStep(this.step, this.passkeyOrRecovery());
      case "SET_UP":
        return this.oneMoreStep(this.step, this.setUp(this.step));
      case "SIGNED_IN":
        return html`<section class="card">
          <h1>You are signed in</h1>
          ${recoveryCodes(this.step.recoveryCodes)}
          <a class="button primary wide" href=${this.next(this.step.roles)}>I have kept them</a>
        </section>`;
      case undefined:
        return this.link === null ? this.passwordForm() : this.linkForm();
    }
  }

  private passwordForm(): TemplateResult {
    return html`<form class="card" @submit=${this.signIn}>
      <h1>Sign in</h1>
      <p class="soft">For staff. Guests use the link they were sent.</p>
      ${notice(this.problem)}
      <label for="name">Name</label>
      <input id="name" name="name" autocomplete="username" autocapitalize="none" required autofocus>
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required>
      <button class="primary wide" ?disabled=${this.busy}>${this.busy ? "Signing in…" : "Sign in"}</button>
      ${passkeysWork()
        ? html`<button type="button" class="wide" ?disabled=${this.busy} @click=${this.withPasskey}>${key}<span>Use a passkey</span></button>`
        : nothing}
      ${this.provider === null
        ? nothing
        : html`<button type="button" class="wide" ?disabled=${this.busy} @click=${this.toProvider}>
            ${shield}<span>Sign in at ${this.provider}</span>
          </button>`}
    </form>`;
  }

  private linkForm(): TemplateResult {
    return html`<form class="card" @submit=${this.openLink}>
      <h1>Become an organiser</h1>
      <p class="soft">A new account, or your own if you have lost the way in: it gets this password and nothing else opens it.</p>
      ${notice(this.problem)}
      <label for="name">Name</label>
      <input id="name" name="name" autocomplete="username" autocapitalize="none" required maxlength="100" value="organiser">
      <label for="password">New password, at least 12 characters</label>
      <input id="password" name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="72" autofocus>
      <button class="primary wide" ?disabled=${this.busy}>${this.busy ? "Signing in…" : "Go on"}</button>
    </form>`;
  }

  private oneMoreStep(step: SignInNext, does: TemplateResult): TemplateResult {
    return html`<section class="card">
      <h1>One more step, ${step.name}</h1>
      ${notice(this.problem)} ${does}
      <button type="button" class="quiet wide" @click=${() => (this.step = null)}>Begin again</button>
    </section>`;
  }

  private codeForm(says: TemplateResult): TemplateResult {
    return html`<form @submit=${this.sendCode}>
      ${says}
      <label for="code">Code</label>
      <input id="code" class="first-step" name="code" required autocomplete="one-time-code" autocapitalize="none" spellcheck="false">
      <button class="primary wide" ?disabled=${this.busy}>Go on</button>
    </form>`;
  }

  // A password that somebody learned opens nothing here, and sets nothing up.
  private passkeyOrRecovery(): TemplateResult {
    return html`<p>Your account opens with a passkey. Use the device that has it.</p>
      ${passkeysWork()
        ? html`<button type="button" class="primary wide first-step" ?disabled=${this.busy} @click=${this.withPasskey}>
            ${key}<span>Use a passkey</span>
          </button>`
        : nothing}
      <details>
        <summary>The device is lost</summary>
        ${this.codeForm(html`<p>Type one of your recovery codes. Without one, ask an organiser to press “Lost phone” in the list of staff.</p>`)}
      </details>`;
  }

  private setUp(step: SignInNext): TemplateResult {
    const app = html`${step.app === undefined ? nothing : appOffer(step.app)} ${this.codeForm(html``)}`;
    if (!passkeysWork()) {
      return html`<p>Accounts here open with more than a password. Set an authenticator app up now; it takes a minute.</p>
        ${app}`;
    }
    return html`<p>
        Accounts here open with more than a password. Make a passkey now: from then on your finger, your face or the PIN of
        this device signs you in, and no password is needed.
      </p>
      <button type="button" class="primary wide first-step" ?disabled=${this.busy} @click=${this.firstPasskey}>
        ${key}<span>Make a passkey</span>
      </button>
      <details>
        <summary>Use an authenticator app instead</summary>
        ${app}
      </details>`;
  }

  private otherAccount(me: Me): TemplateResult {
    const own = pagesOf(me.roles)[0];
    return html`<div class="notice" role="status">
      <p>
        You are signed in as <strong>${me.name}</strong>, whose roles do not include that page. Sign in with another account,
        or go to <a href=${own?.path ?? "/"}>${own?.name ?? "the first page"}</a>.
      </p>
    </div>`;
  }
}
