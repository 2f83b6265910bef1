import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../shared/ask";
import type { DoorList, LaneLine, PretixPage } from "../shared/contract";
import { notice } from "../shared/notice";
import { ago, atTime, counted } from "../shared/time";
import { Room } from "./room";

const REFRESH_MILLISECONDS = 5_000;

type Device = PretixPage["devices"][number];

// What an organiser does about a device that cannot be used.
const WHY = {
  NOT_KNOWN: "Pretix does not know its key: it may have been revoked there. The lane asks nobody until it has another token.",
  KEY_LOST: "Its key was changed and the new one was lost on the way. The lane asks nobody until it has another token.",
};

// Where the event's tickets are sold, if that is pretix: the connection and how it is, the list by which the doors let
// in, and a device for each lane.
@customElement("event-pretix")
export class EventPretix extends Room {
  @property() event = "";
  @property({ attribute: false }) lanes: LaneLine[] = [];

  @state() private page: PretixPage | null = null;
  @state() private lists: DoorList[] | null = null;
  @state() private changed: string | null = null;

  private refresh = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.refresh = window.setInterval(() => void this.follow(), REFRESH_MILLISECONDS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this.refresh);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("event")) {
      this.page = null;
      this.lists = null;
      void this.attempt(() => this.load());
    }
  }

  private get path(): string {
    return `/api/events/${this.event}/pretix`;
  }

  private async load(): Promise<void> {
    this.page = await this.session.read<PretixPage>(this.path);
  }

  // What is shown of a connection goes on by itself; what was refused last stays to be read.
  private async follow(): Promise<void> {
    if (this.page?.connected) {
      await this.load().catch(() => undefined);
    }
  }

  private async connect(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const fields = new FormData(submission.target as HTMLFormElement);
    const text = (name: string) => String(fields.get(name)).trim();
    await this.attempt(async () => {
      const wish = { url: text("url"), organizer: text("organizer"), event: text("slug"), list: Number(text("list")) };
      this.page = await this.session.post<PretixPage>(this.path, wish);
    });
  }

  private async disconnect(): Promise<void> {
    await this.attempt(async () => {
      await this.session.remove(this.path);
      this.lists = null;
      await this.load();
    });
  }

  private async addDevice(lane: LaneLine, submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const form = submission.target as HTMLFormElement;
    const token = String(new FormData(form).get("token")).trim();
    await this.attempt(async () => {
      await this.session.post(`/api/events/${this.event}/lanes/${lane.id}/pretix`, { token });
      form.reset();
      form.closest("details")?.removeAttribute("open");
      await this.load();
    });
  }

  private async changeKey(lane: LaneLine): Promise<void> {
    await this.attempt(async () => {
      try {
        this.changed = null;
        await this.session.post(`/api/events/${this.event}/lanes/${lane.id}/pretix/key`, {});
        this.changed = lane.id;
      } finally {
        await this.load();
      }
    });
  }

  private async revoke(lane: LaneLine): Promise<void> {
    await this.attempt(async () => {
      await this.session.remove(`/api/events/${this.event}/lanes/${lane.id}/pretix`);
      await this.load();
    });
  }

  private async readLists(): Promise<void> {
    await this.attempt(async () => {
      this.lists = await this.session.read<DoorList[]>(`${this.path}/lists`);
    });
  }

  private async chooseList(chosen: Event): Promise<void> {
    const list = Number((chosen.target as HTMLSelectElement).value);
    await this.attempt(async () => {
      this.page = await this.session.post<PretixPage>(this.path, { ...this.page?.connection, list });
    });
  }

  protected override render() {
    const { page } = this;
    return html`<section class="card" aria-labelledby="pretix">
      <h2 id="pretix">Tickets at pretix</h2>
      ${notice(this.problem)}
      ${page === null ? nothing : page.connection === undefined ? this.form() : this.connected(page, page.connection)}
    </section>`;
  }

  private connected(page: PretixPage, to: NonNullable<PretixPage["connection"]>): TemplateResult {
    const open = this.lanes.filter((lane) => !lane.revoked);
    return html`<p role="status">${this.condition(page)}</p>
      <dl class="facts">
        <div><dt>Event there</dt><dd>${to.organizer}/${to.event} at ${new URL(to.url).host}</dd></div>
        <div><dt>List of the doors</dt><dd>${this.list(page, to.list)}</dd></div>
        <div><dt>Its own doors read</dt><dd>${page.answeredAt === undefined ? "not yet" : this.since(page.answeredAt)}</dd></div>
        <div>
          <dt>Still to be told</dt>
          <dd data-pretix="untold">${page.untold === 0 ? "nothing" : `${counted(page.untold)} entries, exits or annulments`}</dd>
        </div>
      </dl>
      <h3>Devices</h3>
      <ul class="rows">
        ${open.map((lane) => this.lane(lane, page.devices.find((device) => device.lane === lane.id)))}
      </ul>
      ${this.left(page)}
      ${page.refused.length === 0 ? nothing : this.refused(page)}
      <div class="row-actions">
        <ask-first
          says="Disconnect"
          question="Its lanes ask nobody then, and pretix is told to revoke their devices."
          yes="Yes, disconnect"
          @agreed=${() => this.disconnect()}
        ></ask-first>
      </div>`;
  }

  private condition(page: PretixPage): TemplateResult {
    if (page.devices.length === 0) {
      return html`<span class="chip">No device yet</span> Make a lane a device below; until then nobody is asked.`;
    }
    if (page.failing !== undefined) {
      return html`<span class="chip careful">Not answering</span> ${page.failing}`;
    }
    return page.answeredAt === undefined
      ? html`<span class="chip">Asking…</span>`
      : html`<span class="chip good">Connected</span> Each lane asks pretix before its gate opens.`;
  }

  private since(instant: string): string {
    const words = ago(instant, Date.now());
    return words === "just now" ? words : `${words} ago`;
  }

  private list(page: PretixPage, current: number): TemplateResult {
    if (this.lists === null) {
      return html`Number ${current}
      ${page.devices.length === 0 ? nothing : html`<button class="quiet" @click=${() => this.readLists()}>Choose another</button>`}`;
    }
    return html`<label class="unseen" for="pretix-lists">List by which the doors let in</label>
      <select id="pretix-lists" @change=${(chosen: Event) => this.chooseList(chosen)}>
        ${this.lists.map(
          (list) => html`<option value=${list.id} ?selected=${list.id === current}>${list.name} (${counted(list.count)} tickets)</option>`,
        )}
      </select>`;
  }

  private lane(lane: LaneLine, device: Device | undefined): TemplateResult {
    return html`<li>
      <div class="row-main">
        <p><strong>${lane.name}</strong> ${this.device(device)}</p>
        ${device === undefined || device.state === "KNOWN" ? nothing : html`<p class="fine">${WHY[device.state]}</p>`}
        <details>
          <summary>${device === undefined ? "Make it a device" : "Another token"}</summary>
          <form @submit=${(submission: SubmitEvent) => this.addDevice(lane, submission)}>
            <label for=${`token-${lane.id}`}>Initialisation token for ${lane.name}</label>
            <input id=${`token-${lane.id}`} name="token" required maxlength="200" autocomplete="off" aria-describedby=${`why-${lane.id}`} />
            <p id=${`why-${lane.id}`} class="fine">In pretix: Organiser account, Devices, connect a device. Each token is good once.</p>
            <button>Make ${lane.name} a device</button>
          </form>
        </details>
        ${device === undefined ? nothing : this.keys(lane, device)}
      </div>
    </li>`;
  }

  private device(device: Device | undefined): TemplateResult {
    if (device === undefined) {
      return html`<span class="chip">Asks nobody</span>`;
    }
    return device.state === "KNOWN"
      ? html`<span class="chip good">Device ${device.number}</span>`
      : html`<span class="chip careful">${device.state === "KEY_LOST" ? "Key lost" : "Not known there"}</span>`;
  }

  private keys(lane: LaneLine, device: Device): TemplateResult {
    return html`<details>
      <summary>Key of device ${device.number}</summary>
      <p class="fine">If somebody may have seen its key, change it: the old one is dead at once. Revoked, the lane asks nobody until it has another token.</p>
      ${this.changed === lane.id ? html`<p role="status">The key was changed.</p>` : nothing}
      <div class="row-actions">
        ${device.state === "KNOWN" ? html`<button @click=${() => this.changeKey(lane)}>Change the key of ${lane.name}</button>` : nothing}
        <ask-first
          says=${`Revoke the device of ${lane.name}`}
          look="careful"
          question=${`${lane.name} asks nobody then, until it has another token.`}
          yes="Yes, revoke"
          @agreed=${() => this.revoke(lane)}
        ></ask-first>
      </div>
    </details>`;
  }

  // Those that no lane needs any more and that pretix has not revoked yet.
  private left(page: PretixPage): TemplateResult | typeof nothing {
    const name = (id: string) => this.lanes.find((lane) => lane.id === id)?.name ?? "a lane";
    return page.leaving.length === 0
      ? nothing
      : html`<ul class="rows" data-pretix="leaving">
          ${page.leaving.map(
            (device) => html`<li>
              ${device.byHand
                ? html`<p>Revoke device ${device.number}, which was ${name(device.lane)}, in pretix. Nobody here has its key any more.</p>`
                : html`<p>Device ${device.number}, which was ${name(device.lane)}, is revoked as soon as pretix answers.</p>`}
            </li>`,
          )}
        </ul>`;
  }

  private refused(page: PretixPage): TemplateResult {
    const name = (id: string | undefined) => this.lanes.find((lane) => lane.id === id)?.name ?? "a steward";
    return html`<h3>Not let in by pretix</h3>
      <table>
        <thead><tr><th scope="col">Ticket</th><th scope="col">At</th><th scope="col">When</th><th scope="col">Why</th></tr></thead>
        <tbody>
          ${page.refused.map(
            (line) => html`<tr>
              <td class="code">${line.code}</td>
              <td>${name(line.lane)}</td>
              <td>${atTime(line.at)}</td>
              <td>${line.says}</td>
            </tr>`,
          )}
        </tbody>
      </table>`;
  }

  private form(): TemplateResult {
    return html`${this.page === null ? nothing : this.left(this.page)}
      <p class="soft">If this event's tickets are sold by pretix, lanes ask it before a gate opens, and go on by their own rules while it does not answer.</p>
      <details>
        <summary>Connect</summary>
        <form @submit=${(submission: SubmitEvent) => this.connect(submission)}>
          <label for="pretix-url">Address of the server</label>
          <input id="pretix-url" name="url" type="url" required maxlength="500" placeholder="https://pretix.example" />
          <label for="pretix-organizer">Short name of the organiser</label>
          <input id="pretix-organizer" name="organizer" required maxlength="100" autocomplete="off" />
          <label for="pretix-slug">Short name of the event</label>
          <input id="pretix-slug" name="slug" required maxlength="100" autocomplete="off" />
          <label for="pretix-list">Number of the list by which the doors let in</label>
          <input id="pretix-list" name="list" type="number" min="1" required aria-describedby="pretix-list-why" />
          <p id="pretix-list-why" class="fine">It stands in the address of the list's page in pretix. Once a lane is a device you choose it by name.</p>
          <button class="primary wide">Connect</button>
        </form>
      </details>`;
  }
}
