import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { problemOf, read, send } from "../shared/api";
import type { Me, Problem, Role } from "../shared/contract";
import { mark } from "../shared/icons";
import { notice } from "../shared/notice";
import { Part } from "../shared/page";
import { pagesOf } from "../shared/roles";

@customElement("sign-in-page")
export class SignInPage extends Part {
  @state() private problem: Problem | null = null;
  @state() private busy = false;
  // Who is signed in already, without the role for the page that was asked for.
  @state() private other: Me | null = null;

  private readonly asked = new URLSearchParams(location.search);

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.asked.has("other")) {
      void this.whoIsIt();
    }
  }

  private async whoIsIt(): Promise<void> {
    try {
      this.other = await read<Me>("/api/me");
    } catch (failure) {
      problemOf(failure);
    }
  }

  private async signIn(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const fields = new FormData(submission.target as HTMLFormElement);
    this.busy = true;
    this.problem = null;
    try {
      const me = await send<Me>("/api/sign-in", { name: fields.get("name"), password: fields.get("password") });
      location.assign(this.next(me.roles));
    } catch (failure) {
      this.problem = problemOf(failure);
      this.busy = false;
      await this.focusOn("#password");
    }
  }

  // Where somebody wanted to go, if their roles lead there; otherwise where they begin. Only a path of this server: a
  // link to sign in never leads elsewhere.
  private next(roles: Role[]): string {
    const pages = pagesOf(roles);
    const next = (this.asked.get("next") ?? "") + location.hash;
    const found = pages.some((page) => next === page.path || next.startsWith(`${page.path}#`));
    return found ? next : (pages[0]?.path ?? "/");
  }

  protected override render() {
    return html`<main class="narrow centre">
      <div class="brand large">${mark}<span>Facelane</span></div>
      ${this.other === null ? nothing : this.otherAccount(this.other)}
      <form class="card" @submit=${this.signIn}>
        <h1>Sign in</h1>
        <p class="soft">For staff. Guests use the link they were sent.</p>
        ${notice(this.problem)}
        <label for="name">Name</label>
        <input id="name" name="name" autocomplete="username" autocapitalize="none" required autofocus>
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required>
        <button class="primary wide" ?disabled=${this.busy}>${this.busy ? "Signing in…" : "Sign in"}</button>
      </form>
    </main>`;
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
