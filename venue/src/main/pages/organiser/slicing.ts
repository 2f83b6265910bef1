import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Mode, Slicing } from "../shared/contract";
import { notice } from "../shared/notice";
import { Room } from "./room";

// Whether each lane searches everybody, or only guests of its entrance or of this hour; where only a pass opens a
// template, the same of what lanes with a machine of their own hold.
@customElement("event-slicing")
export class EventSlicing extends Room {
  @property() event = "";
  @property() mode: Mode = "HANDS_FREE";

  @state() private slicing: Slicing | null = null;

  private path(): string {
    return `/api/events/${this.event}/slicing`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("event")) {
      void this.attempt(async () => {
        this.slicing = await this.session.read<Slicing>(this.path());
      });
    }
  }

  private async set(wish: Partial<Slicing>): Promise<void> {
    await this.attempt(async () => {
      this.slicing = await this.session.post<Slicing>(this.path(), wish);
    });
  }

  protected override render() {
    return html`<section class="card" aria-labelledby="slicing">
      <h2 id="slicing">${this.mode === "SEALED" ? "What machines of lanes hold" : "Who each lane searches"}</h2>
      ${notice(this.problem)} ${this.slicing === null ? nothing : this.choices(this.slicing)}
    </section>`;
  }

  private choices(slicing: Slicing): TemplateResult {
    return html`<label class="mode">
        <input
          type="checkbox"
          name="byEntrance"
          .checked=${slicing.byEntrance}
          @change=${(chosen: Event) => this.set({ byEntrance: (chosen.target as HTMLInputElement).checked })}
        />
        <span>Only guests of its own entrance, and those whose ticket names none</span>
      </label>
      <label class="mode">
        <input
          type="checkbox"
          name="byTime"
          .checked=${slicing.byTime}
          @change=${(chosen: Event) => this.set({ byTime: (chosen.target as HTMLInputElement).checked })}
        />
        <span>Only guests whose ticket lets in at this hour</span>
      </label>
      <p class="fine">
        ${this.mode === "SEALED"
          ? "A machine beside a camera then holds only what passes of these guests open, so less is lost with it. To whoever shows another pass the screen says that it is for another entrance or hour."
          : "Fewer guests to search means fewer mistakes and fewer faces in a lane’s memory. Whoever comes to the wrong entrance is not recognised there; the screen says so."}
        Lanes that run take a new split over by themselves.
      </p>`;
  }
}
