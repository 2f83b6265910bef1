import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { problemOf, type Session } from "../shared/api";
import type { BoardLane, LaneTrouble, Problem } from "../shared/contract";
import { cameraLost, clock, face, gate, link, pause } from "../shared/icons";
import { notice } from "../shared/notice";
import { Part } from "../shared/page";
import { counted } from "../shared/time";

const MESSAGES = [
  "Please wait a moment.",
  "Please use the lane beside this one.",
  "Please have your ticket ready.",
  "A steward is on the way.",
  "This lane opens in a few minutes.",
];

const TROUBLES: Record<LaneTrouble, { words: string; icon: TemplateResult }> = {
  STARTING: { words: "Starting", icon: clock },
  GALLERY_TOO_OLD: { words: "Cannot know of erasures", icon: pause },
  DATABASE_UNREACHABLE: { words: "Database not reachable", icon: pause },
  NO_GALLERY: { words: "No gallery", icon: pause },
  OTHER_MODEL: { words: "Other model pack", icon: pause },
  LEDGER_UNWRITABLE: { words: "Ledger cannot be written", icon: pause },
  REVOKED: { words: "Revoked", icon: pause },
  PAUSED: { words: "Paused", icon: pause },
  NO_PICTURES: { words: "Camera lost", icon: cameraLost },
  GATE_SILENT: { words: "Gate silent", icon: gate },
  SENSOR_SILENT: { words: "Sensor silent", icon: gate },
  STANDS_STILL: { words: "Stands still", icon: pause },
  NOT_HEARD: { words: "Not heard", icon: link },
  NOT_CONNECTED: { words: "Not connected", icon: link },
};

// One lane at a glance; touched, it opens what can be done about it.
@customElement("board-lane")
export class BoardLaneTile extends Part {
  @property({ attribute: false }) session: Session | null = null;
  @property({ attribute: false }) event: string | null = null;
  @property({ attribute: false }) lane!: BoardLane;

  @state() private open = false;
  @state() private problem: Problem | null = null;

  private async order(what: string, body?: object): Promise<boolean> {
    try {
      await this.session!.post(`/api/events/${this.event}/lanes/${this.lane.id}/${what}`, body);
      this.problem = null;
      return true;
    } catch (failure) {
      this.problem = problemOf(failure);
      return false;
    }
  }

  private async say(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const form = submission.target as HTMLFormElement;
    if (await this.order("message", { text: new FormData(form).get("text") })) {
      form.reset();
    }
  }

  // A lane that is not heard may not have heard that it is paused either.
  private standsStill(): boolean {
    return this.lane.pausedBy !== undefined && this.lane.trouble === "PAUSED";
  }

  private look(): string {
    if (this.standsStill()) {
      return "paused";
    }
    return this.lane.trouble === undefined ? "open" : this.lane.state === "OFFLINE" ? "offline" : "trouble";
  }

  protected override render() {
    const { lane } = this;
    const trouble = lane.trouble === undefined ? null : TROUBLES[lane.trouble];
    return html`<div class="lane-tile ${this.look()}"
      data-trouble=${lane.trouble ?? "NONE"}>
      <button class="lane-face" aria-expanded=${this.open} @click=${() => (this.open = !this.open)}>
        ${trouble?.icon ?? face}
        <span>
          <strong class="lane-name">${lane.name}</strong>
          <span>${trouble?.words ?? "Open"}${this.standsStill() ? html` by ${lane.pausedBy}` : nothing}</span>
          ${lane.pausedBy === undefined || this.standsStill() ? nothing : html`<span class="soft">${lane.pausedBy} told it to pause; it has not heard that yet</span>`}
          ${lane.unrecognisedCount > 0 ? html`<span class="soft">${counted(lane.unrecognisedCount)} by ticket</span>` : nothing}
          ${lane.message === undefined ? nothing : html`<span class="soft">Screen says: ${lane.message}</span>`}
        </span>
      </button>
      ${this.open ? this.actions() : nothing}
    </div>`;
  }

  private actions(): TemplateResult {
    const { lane } = this;
    const paused = lane.pausedBy !== undefined;
    return html`<div class="lane-actions">
      ${notice(this.problem)}
      ${lane.why === undefined || this.standsStill() ? nothing : html`<p>${lane.why}</p>`}
      <button class="wide" @click=${() => this.order(paused ? "resume" : "pause")}>${paused ? "Resume lane" : "Pause lane"}</button>
      <div class="quick" role="group" aria-labelledby=${`quick-${lane.id}`}>
        <strong id=${`quick-${lane.id}`}>Show on its screen</strong>
        ${MESSAGES.map(
          (message) => html`<button type="button" @click=${() => this.order("message", { text: message })}>${message}</button>`,
        )}
      </div>
      <form @submit=${this.say}>
        <label for=${`say-${lane.id}`}>In your own words</label>
        <input id=${`say-${lane.id}`} name="text" required maxlength="120" autocomplete="off" />
        <button class="primary wide">Show it</button>
      </form>
    </div>`;
  }
}
