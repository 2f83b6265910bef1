import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { LaneSetup, Symbology } from "../shared/contract";
import { notice } from "../shared/notice";
import { Room } from "./room";

const SIDES = ["left", "top", "right", "bottom"] as const;

const CODES: Record<Symbology, string> = {
  QR: "QR code",
  AZTEC: "Aztec",
  DATA_MATRIX: "Data Matrix",
  PDF_417: "PDF417",
  CODE_128: "Code 128",
  EAN: "EAN",
  ITF: "ITF",
};

// Where a lane's camera is, and where before it somebody must stand. No picture is shown: none leaves the lane.
@customElement("lane-setup")
export class LaneSetupForm extends Room {
  @property() event = "";
  @property() lane = "";

  @state() private setup: LaneSetup | null = null;
  @state() private saved = false;

  private path(): string {
    return `/api/events/${this.event}/lanes/${this.lane}/setup`;
  }

  private async open(toggled: Event): Promise<void> {
    if ((toggled.target as HTMLDetailsElement).open && this.setup === null) {
      await this.attempt(async () => {
        this.setup = await this.session.read<LaneSetup>(this.path());
      });
    }
  }

  private async save(submission: SubmitEvent): Promise<void> {
    submission.preventDefault();
    const fields = new FormData(submission.target as HTMLFormElement);
    const share = (side: string) => Number(fields.get(side)) / 100;
    const camera = String(fields.get("camera")).trim();
    this.saved = false;
    this.saved = await this.attempt(async () => {
      this.setup = await this.session.post<LaneSetup>(this.path(), {
        // The address is shown without its password; as it is shown it is not sent back.
        ...(camera === (this.setup?.camera ?? "") ? {} : { camera }),
        zone: { left: share("left"), top: share("top"), right: share("right"), bottom: share("bottom") },
        eyeDistanceMin: Number(fields.get("eyeDistanceMin")),
        codes: fields.getAll("codes"),
      });
    });
  }

  protected override render() {
    return html`<details @toggle=${this.open}>
      <summary>Camera and capture zone</summary>
      ${notice(this.problem)} ${this.setup === null ? "" : this.form(this.setup)}
    </details>`;
  }

  private form(setup: LaneSetup): TemplateResult {
    const id = (name: string) => `${name}-${this.lane}`;
    return html`<form @submit=${this.save} @input=${() => (this.saved = false)}>
      <label for=${id("camera")}>Camera address</label>
      <input id=${id("camera")} name="camera" maxlength="500" autocomplete="off" .value=${setup.camera ?? ""} aria-describedby=${id("why")} />
      <p id=${id("why")} class="fine">rtsp://…, http://… of a Motion JPEG stream or v4l2:/dev/video0, with name:password@ if need be. Empty: the camera of the lane’s screen.</p>
      <fieldset>
        <legend>Capture zone, in per cent of the picture</legend>
        <div class="fields small">
          ${SIDES.map(
            (side) => html`<div>
              <label for=${id(side)}>${side[0]!.toUpperCase()}${side.slice(1)} edge</label>
              <input id=${id(side)} name=${side} type="number" min="0" max="100" step="1" required .value=${String(Math.round(setup.zone[side] * 100))} />
            </div>`,
          )}
        </div>
      </fieldset>
      <label for=${id("eyes")}>Least distance between the eyes, in pixels</label>
      <input id=${id("eyes")} name="eyeDistanceMin" type="number" min="20" max="400" step="1" required .value=${String(setup.eyeDistanceMin)} aria-describedby=${id("eyes-why")} />
      <p id=${id("eyes-why")} class="fine">Who stands further back is never looked at.</p>
      <fieldset class="choices">
        <legend>Codes of ordinary tickets that the camera looks for</legend>
        ${(Object.keys(CODES) as Symbology[]).map(
          (code) => html`<label class="choice-line">
            <input type="checkbox" name="codes" value=${code} ?checked=${setup.codes.includes(code)} />
            <span>${CODES[code]}</span>
          </label>`,
        )}
        <p class="fine">Each costs time in every picture, so choose only what your tickets carry.</p>
      </fieldset>
      <button>Set</button>
      <span role="status" class="soft">${this.saved ? "Set." : ""}</span>
    </form>`;
  }
}
