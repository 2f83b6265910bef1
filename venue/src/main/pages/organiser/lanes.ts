import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { LaneLine, NewLane, OnSuspicion } from "../shared/contract";
import "../shared/ask";
import { notice } from "../shared/notice";
import "./agent";
import "./doorway";
import "./lane-setup";
import "./once";
import { Room } from "./room";

const CONDITIONS = { RECOGNISING: "Recognising", NOT_RECOGNISING: "Tickets only", OFFLINE: "Not connected" };

const ON_SUSPICION: Record<OnSuspicion, string> = {
  REFER: "Ask a steward",
  ASK_TICKET: "Ask for the ticket",
  NOTE: "Go on, and note it in the audit",
};

// A lane is a screen with a camera; it is known by its key, which is shown once.
@customElement("event-lanes")
export class EventLanes extends Room {
  @property() event = "";
  @property({ attribute: false }) lanes: LaneLine[] = [];

  @state() private fresh: (NewLane & { name: string }) | null = null;

  private async create(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const form = submission.target as HTMLFormElement;
    const fields = new FormData(form);
    const text = (name: string) => String(fields.get(name)).trim();
    const given = (name: string) => (text(name) === "" ? {} : { [name]: text(name) });
    const lane = { name: text("name"), ...given("entrance"), ...given("gateUrl"), ...given("onSuspicion") };
    await this.attempt(async () => {
      const created = await this.session.post<NewLane>(`/api/events/${this.event}/lanes`, lane);
      this.fresh = { ...created, name: lane.name };
      form.reset();
      this.tell();
    });
  }

  private async change(lane: LaneLine, wish: Partial<LaneLine>): Promise<void> {
    const { onSuspicion, lightOnSuspicion } = { ...lane, ...wish };
    await this.attempt(async () => {
      await this.session.post(`/api/events/${this.event}/lanes/${lane.id}`, { onSuspicion, lightOnSuspicion });
      this.tell();
    });
  }

  private async revoke(lane: LaneLine): Promise<void> {
    await this.attempt(async () => {
      await this.session.remove(`/api/events/${this.event}/lanes/${lane.id}`);
      this.fresh = this.fresh?.id === lane.id ? null : this.fresh;
      this.tell();
    });
  }

  private tell(): void {
    this.dispatchEvent(new CustomEvent("changed", { bubbles: true }));
  }

  protected override render() {
    const open = this.lanes.filter((lane) => !lane.revoked);
    return html`<section class="card" aria-labelledby="lanes">
      <h2 id="lanes">Lanes</h2>
      ${notice(this.problem)}
      ${open.length === 0
        ? html`<p class="soft">No lane yet. A lane is any device with a browser and a camera.</p>`
        : html`<ul class="rows">
            ${open.map((lane) => this.lane(lane))}
          </ul>`}
      ${this.fresh === null
        ? ""
        : html`<shown-once
            label=${`Link of ${this.fresh.name}`}
            .value=${this.fresh.url}
            hint="Open it on the lane’s device. It carries the lane’s key and is shown this once."
          ></shown-once>`}
      <details ?open=${open.length === 0}>
        <summary>Add a lane</summary>
        <form @submit=${this.create}>
          <label for="lane-name">Name</label>
          <input id="lane-name" name="name" required maxlength="100" autocomplete="off" placeholder="North 1" />
          <label for="lane-entrance">Entrance, if it serves only one</label>
          <input id="lane-entrance" name="entrance" autocomplete="off" placeholder="North" />
          <label for="lane-gate">Address that opens its gate</label>
          <input id="lane-gate" name="gateUrl" autocomplete="off" aria-describedby="gate-why" />
          <p id="gate-why" class="fine">https://…, mqtts://broker/topic or program:name; commanded once an admission stands. Empty: the gate is simulated.</p>
          <label for="lane-suspicion">When it may be shown a picture instead of a person</label>
          <select id="lane-suspicion" name="onSuspicion">
            ${choices("REFER")}
          </select>
          <button class="primary wide">Create the lane</button>
        </form>
      </details>
    </section>`;
  }

  private lane(lane: LaneLine): TemplateResult {
    return html`<li>
      <div class="row-main">
        <p>
          <strong>${lane.name}</strong>
          <span class="chip ${lane.state === "RECOGNISING" ? "good" : ""}">${CONDITIONS[lane.state]}</span>
        </p>
        ${lane.entrance === undefined ? "" : html`<p class="soft">Entrance ${lane.entrance}</p>`}
      </div>
      <div class="row-actions">
        <ask-first
          says="Revoke"
          label=${`Revoke ${lane.name}`}
          question=${`The screen of ${lane.name} stops at once, and its key opens nothing any more.`}
          yes="Yes, revoke"
          @agreed=${() => this.revoke(lane)}
        ></ask-first>
      </div>
      <div class="row-below">
        <label class="set">
          <span class="soft">If it may see a picture, not a person</span>
          <select @change=${(chosen: Event) =>
              this.change(lane, { onSuspicion: (chosen.target as HTMLSelectElement).value as OnSuspicion })}>
            ${choices(lane.onSuspicion)}
          </select>
        </label>
        <label class="set">
          <input
            type="checkbox"
            .checked=${lane.lightOnSuspicion}
            @change=${(chosen: Event) =>
              this.change(lane, { lightOnSuspicion: (chosen.target as HTMLInputElement).checked })}
          />
          <span class="soft">Ask with the screen’s light first (a tablet with its own camera)</span>
        </label>
        <lane-agent .session=${this.session} .event=${this.event} .lane=${lane.id} .name=${lane.name}></lane-agent>
        <lane-doorway .session=${this.session} event=${this.event} lane=${lane.id} gate=${lane.gateUrl ?? ""}></lane-doorway>
        <lane-setup .session=${this.session} event=${this.event} lane=${lane.id}></lane-setup>
      </div>
    </li>`;
  }
}

function choices(chosen: OnSuspicion): TemplateResult[] {
  return (Object.keys(ON_SUSPICION) as OnSuspicion[]).map(
    (rule) => html`<option value=${rule} ?selected=${rule === chosen}>${ON_SUSPICION[rule]}</option>`,
  );
}
