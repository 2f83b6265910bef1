import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Doorway } from "../shared/contract";
import { notice } from "../shared/notice";
import "./once";
import { Room } from "./room";

// How people pass a lane, and what its gate does while nothing can be decided.
@customElement("lane-doorway")
export class LaneDoorway extends Room {
  @property() event = "";
  @property() lane = "";
  @property() gate = "";

  @state() private doorway: Doorway | null = null;
  @state() private secret: string | null = null;
  @state() private saved = false;

  private get path(): string {
    return `/api/events/${this.event}/lanes/${this.lane}/doorway`;
  }

  private async open(toggled: Event): Promise<void> {
    if ((toggled.target as HTMLDetailsElement).open && this.doorway === null) {
      await this.attempt(async () => {
        this.doorway = await this.session.read<Doorway>(this.path);
      });
    }
  }

  private async save(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const fields = new FormData(submission.target as HTMLFormElement);
    const seconds = String(fields.get("passageSeconds")).trim();
    const sensor = String(fields.get("sensor")).trim();
    this.saved = false;
    this.saved = await this.attempt(async () => {
      this.doorway = await this.session.post<Doorway>(this.path, {
        direction: String(fields.get("direction")),
        ...(seconds === "" ? {} : { passageSeconds: Number(seconds) }),
        ...(sensor === "" ? {} : { sensor }),
        whenUndecided: String(fields.get("whenUndecided")),
      });
      this.secret = this.doorway.sensorSecret ?? null;
    });
  }

  protected override render() {
    return html`<details @toggle=${(toggled: Event) => this.open(toggled)}>
      <summary>Gate and passage</summary>
      ${notice(this.problem)} ${this.doorway === null ? nothing : this.form(this.doorway)}
    </details>`;
  }

  private form(doorway: Doorway): TemplateResult {
    const id = (name: string) => `${name}-${this.lane}`;
    return html`<p class="soft">${this.gate === "" ? "Its gate is simulated." : html`Its gate: <span class="code">${this.gate}</span>`}</p>
      <form @submit=${(submission: SubmitEvent) => this.save(submission)} @input=${() => (this.saved = false)}>
        <label for=${id("direction")}>Which way guests pass</label>
        <select id=${id("direction")} name="direction">
          <option value="IN" ?selected=${doorway.direction === "IN"}>In</option>
          <option value="OUT" ?selected=${doorway.direction === "OUT"}>Out: it writes down who has left, and keeps nobody</option>
        </select>
        <label for=${id("undecided")}>While the lane can decide nothing</label>
        <select id=${id("undecided")} name="whenUndecided">
          <option value="FAIL_SAFE" ?selected=${doorway.whenUndecided === "FAIL_SAFE"}>Fail-safe: the gate stays shut</option>
          <option value="FAIL_OPEN" ?selected=${doorway.whenUndecided === "FAIL_OPEN"}>Fail-open: everybody passes meanwhile</option>
        </select>
        <label for=${id("passage")}>Seconds to pass, if a sensor says who did</label>
        <input
          id=${id("passage")}
          name="passageSeconds"
          type="number"
          min="1"
          max="300"
          .value=${doorway.passageSeconds === undefined ? "" : String(doorway.passageSeconds)}
          aria-describedby=${id("passage-why")}
        />
        <p id=${id("passage-why")} class="fine">Empty: no sensor. With one, a ticket whose guest did not pass lets in again.</p>
        <label for=${id("sensor")}>Where to listen to the sensor</label>
        <input
          id=${id("sensor")}
          name="sensor"
          placeholder="mqtt://broker/topic or program:name"
          .value=${doorway.sensor ?? ""}
          aria-describedby=${id("sensor-why")}
        />
        <p id=${id("sensor-why")} class="fine">Empty: the gate calls, with a secret that is made anew each time this is set.</p>
        <button>Set</button>
        <span role="status" class="soft">${this.saved ? "Set." : ""}</span>
      </form>
      ${this.secret === null
        ? nothing
        : html`<shown-once label="Secret of the sensor" .value=${this.secret} hint="The gate's controller sends it with each word. It is shown this once."></shown-once>`}`;
  }
}
