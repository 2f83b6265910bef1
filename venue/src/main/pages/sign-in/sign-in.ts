import { html } from "lit";
import { customElement, state } from "lit/decorators.js";
import { problemOf, send } from "../shared/api";
import type { Me, Problem } from "../shared/contract";
import { mark } from "../shared/icons";
import { notice } from "../shared/notice";
import { Part } from "../shared/page";

@customElement("sign-in-page")
export class SignInPage extends Part {
  @state() private problem: Problem | null = null;
  @state() private busy = false;

  private async signIn(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const fields = new FormData(submission.target as HTMLFormElement);
    this.busy = true;
    this.problem = null;
    try {
      const me = await send<Me>("/api/sign-in", { name: fields.get("name"), password: fields.get("password") });
      const own = { STEWARD: "/steward", OFFICER: "/officer", ORGANISER: this.next() ?? "/organiser" };
      location.assign(own[me.role]);
    } catch (failure) {
      this.problem = problemOf(failure);
      this.busy = false;
      await this.focusOn("#password");
    }
  }

  // Only a path of this server: a link to sign in never leads elsewhere.
  private next(): string | null {
    const next = new URLSearchParams(location.search).get("next");
    return next !== null && /^\/(organiser|steward|officer)(#|$)/.test(next) ? next : null;
  }

  protected override render() {
    return html`<main class="narrow centre">
      <div class="brand large">${mark}<span>Facelane</span></div>
      <form class="card" @submit=${this.signIn}>
        <h1>Sign in</h1>
        <p class="soft">For organisers and stewards. Guests use the link they were sent.</p>
        ${notice(this.problem)}
        <label for="name">Name</label>
        <input id="name" name="name" autocomplete="username" autocapitalize="none" required autofocus>
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required>
        <button class="primary wide" ?disabled=${this.busy}>${this.busy ? "Signing in…" : "Sign in"}</button>
      </form>
    </main>`;
  }
}
