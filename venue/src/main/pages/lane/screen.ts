import { customElement, state } from "lit/decorators.js";
import { cameraLost, link } from "../shared/icons";
import { LaneDisplay } from "./display";
import { type Face, said } from "./faces";
import type { LaneKey } from "./pairing";
import { type Camera, type ScreenLink, ScreenStream } from "./stream";

// The screen of a lane whose camera is read by the server or by an agent: no camera of its own.
@customElement("screen-page")
export class ScreenPage extends LaneDisplay {
  @state() protected override link: ScreenLink = { kind: "connecting" };
  @state() private read: Camera = { state: "OPENING" };

  // Beside an agent's camera no key is asked for.
  protected override follow(laneKey: LaneKey | null): ScreenStream {
    const stream = new ScreenStream(laneKey, {
      linked: (link) => this.linked(link),
      shown: (shown) => (this.shown = shown),
      camera: (camera) => (this.read = camera),
      told: (text, milliseconds) => this.isTold(text, milliseconds),
    });
    stream.connect();
    return stream;
  }

  // A lane whose camera is a tablet's is shown by the page that films.
  private linked(link: ScreenLink): void {
    this.link = link;
    if (link.kind === "ready" && link.reader === "TABLET") {
      location.replace("/lane");
    }
  }

  protected override live(): boolean {
    return this.link.kind === "ready" && this.link.reader === "SERVER";
  }

  protected override camera(): Camera["state"] {
    return this.read.state;
  }

  protected override saying(): Face {
    if (this.link.kind !== "ready") {
      return this.joining(this.link);
    }
    return this.link.reader === "AGENT"
      ? {
          look: "paused",
          icon: link,
          headline: "This lane has a machine of its own",
          advice: "Open the lane’s screen on that machine: it shows it even without the network.",
        }
      : this.sees();
  }

  // What a lane that sees nothing would say is not true any more.
  private sees(): Face {
    switch (this.read.state) {
      case "WORKING":
        return said(this.shown);
      case "OPENING":
        return { look: "waiting", icon: cameraLost, headline: "One moment, please", advice: "The camera is being started." };
      case "FAILING":
        return {
          look: "paused",
          icon: cameraLost,
          headline: "Please use your ticket",
          advice: `For staff: ${this.read.says ?? "The camera is opened again by itself."}`,
        };
    }
  }
}
