import { html, nothing, svg, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../shared/ask";
import { notice } from "../shared/notice";
import { atTime } from "../shared/time";
import { Room } from "./room";

// What makes a machine the lane's agent, once and soon.
interface Invited {
  code: string;
  expiresAt: string;
  server: string;
  square: { size: number; path: string };
}

// What a machine that was revoked says that it did before.
interface LastWords {
  admissions: number;
  others: number;
  until?: string;
}

// A lane may have a program of its own beside the camera. It joins by a code, typed or held up to that camera.
@customElement("lane-agent")
export class LaneAgent extends Room {
  @property() event = "";
  @property() lane = "";
  @property() name = "";

  @state() private invited: Invited | null = null;
  @state() private words: LastWords | null = null;

  private get path(): string {
    return `/api/events/${this.event}/lanes/${this.lane}/agent`;
  }

  private async invite(): Promise<void> {
    await this.attempt(async () => {
      this.invited = await this.session.post<Invited>(this.path);
    });
  }

  private async revoke(): Promise<void> {
    this.invited = null;
    await this.attempt(() => this.session.remove<void>(this.path));
  }

  // Only an organiser, who can ask at the lane, may believe a machine that was revoked.
  private async listen(toggled: Event): Promise<void> {
    if ((toggled.target as HTMLDetailsElement).open && this.session.me.roles.includes("ORGANISER")) {
      await this.attempt(async () => {
        this.words = await this.session.read<LastWords>(`${this.path}/last-words`);
      });
    }
  }

  private async decide(takeIn: boolean): Promise<void> {
    await this.attempt(async () => {
      await this.session.post(`${this.path}/last-words`, { takeIn });
      this.words = null;
    });
  }

  private lastWords(words: LastWords): TemplateResult {
    return html`<div class="notice" role="status">
      <div>
        <p>
          A machine that was revoked says that it let in ${words.admissions} more before${words.others === 0 ? "" : `, and noted ${words.others} other things`}.
          Ask at the lane whether that can be.${words.until === undefined ? nothing : ` On ${new Date(words.until).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })} what is not decided is left out.`}
        </p>
        <div class="row-actions">
          <button type="button" @click=${() => this.decide(true)}>Take it in</button>
          <ask-first
            says="Leave it out"
            look="careful"
            question="What the machine says is forgotten for good."
            yes="Yes, leave it out"
            @agreed=${() => this.decide(false)}
          ></ask-first>
        </div>
      </div>
    </div>`;
  }

  protected override render(): TemplateResult {
    return html`<details @toggle=${(toggled: Event) => this.listen(toggled)}>
      <summary>A machine of its own</summary>
      <p class="fine">A small computer beside the camera that goes on when the network does not.</p>
      ${notice(this.problem)}
      ${this.words === null || this.words.admissions + this.words.others === 0 ? nothing : this.lastWords(this.words)}
      <button type="button" @click=${this.invite} aria-label=${`Give ${this.name} a machine`}>Show a code</button>
      <ask-first
        says="Revoke its machine"
        label=${`Revoke the machine of ${this.name}`}
        question="It forgets the gallery and asks for tickets."
        yes="Yes, revoke"
        @agreed=${this.revoke}
      ></ask-first>
      ${this.invited === null ? nothing : code(this.invited)}
    </details>`;
  }
}

function code(invited: Invited): TemplateResult {
  const size = invited.square.size;
  return html`<figure>
    <svg viewBox="0 0 ${size} ${size}" width="220" height="220" role="img" aria-label="The code as a square">
      ${svg`<rect width=${size} height=${size} fill="#fff" /><path d=${invited.square.path} fill="#000" />`}
    </svg>
    <figcaption>
      <p><strong>${invited.code}</strong></p>
      <p class="fine">
        Hold it up to the camera after <code>./facelane lane --camera=…</code>, or type it with
        <code>--server=${invited.server} --join=${invited.code}</code>. Good for one machine, until ${atTime(invited.expiresAt)}.
      </p>
    </figcaption>
  </figure>`;
}
