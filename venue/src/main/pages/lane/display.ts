import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { stayAwake } from "../shared/awake";
import { adjust, key, link } from "../shared/icons";
import { Part } from "../shared/page";
import type { Face, Shown } from "./faces";
import { forget, type LaneKey, laneKey, linkForm } from "./pairing";
import { partyChoices } from "./party";

// How a display stands with the server while it shows no lane.
export type Joining = { kind: "connecting" } | { kind: "reconnecting" } | { kind: "unknown-key" };

// What follows a lane and says there what is touched here.
interface Line {
  close(): void;
  say(ask: string, count: number): void;
}

type Piece = TemplateResult | typeof nothing;

// The display of a lane, whoever reads its camera: one thing said large to whoever stands before it.
export abstract class LaneDisplay extends Part {
  @state() protected shown: Shown = { screen: "NOT_RECOGNISING" };
  @state() private laneKey: LaneKey | null = null;
  @state() private told = "";
  @state() private settingUp = false;

  private line: Line | null = null;
  private forgetting = 0;

  protected abstract link: { kind: string; event?: string; lane?: string };

  // Connects to the lane of this key; null if there is nothing to connect to.
  protected abstract follow(laneKey: LaneKey | null): Line | null;

  // Whether what the lane says is shown here.
  protected abstract live(): boolean;

  protected abstract camera(): "OPENING" | "WORKING" | "FAILING";

  protected abstract saying(): Face;

  override connectedCallback(): void {
    super.connectedCallback();
    this.start();
    window.addEventListener("hashchange", () => this.start());
    stayAwake();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.line?.close();
  }

  protected start(): void {
    this.line?.close();
    this.laneKey = laneKey();
    this.line = this.follow(this.laneKey);
  }

  // What a steward says goes away by itself, heard from the server again or not.
  protected isTold(text: string, milliseconds: number): void {
    window.clearTimeout(this.forgetting);
    this.told = text;
    this.forgetting = window.setTimeout(() => (this.told = ""), milliseconds);
  }

  // What is said while no lane is shown.
  protected joining({ kind }: Joining): Face {
    switch (kind) {
      case "connecting":
        return { look: "waiting", icon: link, headline: "Connecting…", advice: "Please use your ticket meanwhile." };
      case "reconnecting":
        return {
          look: "waiting",
          icon: link,
          headline: "Please use your ticket",
          advice: "This lane is connecting to the server again.",
        };
      case "unknown-key":
        return this.laneKey === null
          ? {
              look: "paused",
              icon: key,
              headline: "Which lane is this?",
              advice: "Open the link of the lane that the organiser made, or paste it here.",
            }
          : {
              look: "paused",
              icon: key,
              headline: "This lane key is not known",
              advice: "The lane was revoked or the link is incomplete. Paste a new one from the organiser’s page.",
            };
    }
  }

  // What the camera sees, where the camera is this page's own.
  protected sight(): Piece {
    return nothing;
  }

  // What else can be done with this screen.
  protected offers(): Piece {
    return nothing;
  }

  protected cameraChoice(): Piece {
    return nothing;
  }

  // What lies over everything else.
  protected cover(): Piece {
    return nothing;
  }

  // Without a picture to show there is only what is said.
  protected blind(): boolean {
    return true;
  }

  protected override render() {
    const { look, icon, headline, advice } = this.saying();
    const timing = this.live() ? this.shown.milliseconds : undefined;
    return html`<main class="lane ${look} ${this.blind() ? "blind" : ""}" data-screen=${look} data-camera=${this.camera()}>
      ${this.sight()}
      <div class="says" role="status" aria-live="assertive" aria-atomic="true">
        <div class="sign">${icon}</div>
        <h1 class="headline">${headline}</h1>
        ${advice === "" ? nothing : html`<p class="advice-line">${advice}</p>`}
        ${this.link.kind === "unknown-key" ? linkForm((hash) => (location.hash = hash)) : nothing}
        ${this.live() && this.camera() === "WORKING"
          ? partyChoices(this.shown, (ask, count) => this.line?.say(ask, count))
          : nothing}
        ${this.offers()}
      </div>
      <footer>
        <span class="where">${[this.link.event, this.link.lane].filter(Boolean).join(" · ") || "Facelane"}</span>
        ${timing === undefined ? nothing : html`<span class="timing">${(timing / 1000).toFixed(1)} s</span>`}
        <button
          class="quiet"
          aria-expanded=${this.settingUp}
          aria-label="Set up this screen"
          @click=${() => (this.settingUp = !this.settingUp)}
        >
          ${adjust}
        </button>
      </footer>
      <p class="told" role="status" aria-live="assertive" ?hidden=${this.told === ""}>${this.told}</p>
      ${this.settingUp ? this.setUp() : nothing} ${this.cover()}
    </main>`;
  }

  private setUp(): TemplateResult {
    return html`<section class="set-up" aria-label="Set up this screen">
      ${this.cameraChoice()}
      <button @click=${() => document.documentElement.requestFullscreen().catch(() => undefined)}>Full screen</button>
      ${this.laneKey === null
        ? nothing
        : html`<button @click=${() => this.forgetLane()}>Use this screen for another lane</button>`}
      <button class="quiet" @click=${() => (this.settingUp = false)}>Close</button>
    </section>`;
  }

  private forgetLane(): void {
    forget();
    this.settingUp = false;
    this.start();
  }
}
