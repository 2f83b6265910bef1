import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { adjust, cameraLost, key, link } from "../shared/icons";
import { Part } from "../shared/page";
import { type Face, said, type Shown } from "./faces";
import { forget, isLink, type LaneKey, laneKey, linkForm } from "./pairing";
import { partyChoices } from "./party";
import { type Camera, type ScreenLink, ScreenStream } from "./stream";

// The screen of a lane whose camera is read by the server or by an agent: one thing said large, and no camera of its own.
@customElement("lane-screen")
export class LaneScreen extends Part {
  @state() private link: ScreenLink = { kind: "connecting" };
  @state() private shown: Shown = { screen: "NOT_RECOGNISING" };
  @state() private camera: Camera = { state: "OPENING" };
  @state() private told = "";
  @state() private settingUp = false;
  @state() private laneKey: LaneKey | null = null;

  private stream: ScreenStream | null = null;
  private forgetting = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.start();
    window.addEventListener("hashchange", () => this.start());
    document.addEventListener("visibilitychange", () => void this.stayAwake());
    void this.stayAwake();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stream?.close();
  }

  private start(): void {
    this.stream?.close();
    this.laneKey = laneKey();
    this.stream = new ScreenStream(this.laneKey, {
      linked: (link) => this.linked(link),
      shown: (shown) => (this.shown = shown),
      camera: (camera) => (this.camera = camera),
      told: (text, milliseconds) => this.isTold(text, milliseconds),
    });
    this.stream.connect();
  }

  // A lane whose camera is a tablet's is shown by the page that films.
  private linked(link: ScreenLink): void {
    this.link = link;
    if (link.kind === "ready" && link.reader === "TABLET") {
      location.replace("/lane");
    }
  }

  // What a steward says goes away by itself, heard from the server again or not.
  private isTold(text: string, milliseconds: number): void {
    window.clearTimeout(this.forgetting);
    this.told = text;
    this.forgetting = window.setTimeout(() => (this.told = ""), milliseconds);
  }

  private async stayAwake(): Promise<void> {
    if (document.visibilityState === "visible" && "wakeLock" in navigator) {
      await navigator.wakeLock.request("screen").catch(() => undefined);
    }
  }

  private takeLink(submission: SubmitEvent): void {
    submission.preventDefault();
    const hash = isLink(String(new FormData(submission.target as HTMLFormElement).get("link")));
    if (hash !== null) {
      location.hash = hash;
    }
  }

  private forgetLane(): void {
    forget();
    this.settingUp = false;
    this.start();
  }

  protected override render() {
    const now = this.saying();
    const live = this.link.kind === "ready" && this.link.reader === "SERVER";
    const timing = live ? this.shown.milliseconds : undefined;
    return html`<main class="lane blind ${now.look}" data-screen=${now.look} data-camera=${this.camera.state}>
      <div class="says" role="status" aria-live="assertive" aria-atomic="true">
        <div class="sign">${now.icon}</div>
        <p class="headline">${now.headline}</p>
        ${now.advice === "" ? nothing : html`<p class="advice-line">${now.advice}</p>`}
        ${this.link.kind === "unknown-key" ? linkForm((submission) => this.takeLink(submission)) : nothing}
        ${live && this.camera.state === "WORKING" ? partyChoices(this.shown, (ask, count) => void this.stream?.say(ask, count)) : nothing}
      </div>
      <footer>
        <span class="where">${this.where()}</span>
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
      ${this.settingUp ? this.setUp() : nothing}
    </main>`;
  }

  private setUp(): TemplateResult {
    return html`<section class="set-up" aria-label="Set up this screen">
      <button @click=${() => document.documentElement.requestFullscreen().catch(() => undefined)}>Full screen</button>
      ${this.laneKey === null
        ? nothing
        : html`<button @click=${() => this.forgetLane()}>Use this screen for another lane</button>`}
      <button class="quiet" @click=${() => (this.settingUp = false)}>Close</button>
    </section>`;
  }

  private where(): string {
    const { link } = this;
    return link.kind !== "ready" ? "Facelane" : [link.event, link.lane].filter(Boolean).join(" · ") || "Facelane";
  }

  private saying(): Face {
    switch (this.link.kind) {
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
      case "connecting":
        return { look: "waiting", icon: link, headline: "Connecting…", advice: "Please use your ticket meanwhile." };
      case "reconnecting":
        return {
          look: "waiting",
          icon: link,
          headline: "Please use your ticket",
          advice: "This lane is connecting to the server again.",
        };
      case "ready":
        return this.link.reader === "AGENT"
          ? {
              look: "paused",
              icon: link,
              headline: "This lane has a machine of its own",
              advice: "Open the lane’s screen on that machine: it shows it even without the network.",
            }
          : this.sees();
    }
  }

  // What a lane that sees nothing would say is not true any more.
  private sees(): Face {
    switch (this.camera.state) {
      case "WORKING":
        return said(this.shown);
      case "OPENING":
        return { look: "waiting", icon: cameraLost, headline: "One moment, please", advice: "The camera is being started." };
      case "FAILING":
        return {
          look: "paused",
          icon: cameraLost,
          headline: "Please use your ticket",
          advice: `For staff: ${this.camera.says ?? "The camera is opened again by itself."}`,
        };
    }
  }
}
