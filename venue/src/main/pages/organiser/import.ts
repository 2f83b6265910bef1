import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ImportReport } from "../shared/contract";
import { note, upload } from "../shared/icons";
import { notice } from "../shared/notice";
import { counted } from "../shared/time";
import { Room } from "./room";

const TEMPLATE = [
  "code,holder,category,entrance,valid_from,valid_until,status,attention",
  "A-0001,Ada Example,Block 12,North,,,VALID,Wristband: blue",
  "A-0002,,Standing,,2026-11-28T16:00:00Z,2026-11-28T22:00:00Z,VALID,",
  "",
].join("\r\n");

// Tickets come as CSV from the ticketing system. Good rows are never lost for the sake of bad ones.
@customElement("ticket-import")
export class TicketImport extends Room {
  @property() event = "";

  @state() private report: ImportReport | null = null;
  @state() private busy = false;

  private async choose(chosen: Event): Promise<void> {
    const input = chosen.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file === undefined) {
      return;
    }
    this.busy = true;
    this.report = null;
    await this.attempt(async () => {
      this.report = await this.session.post<ImportReport>(`/api/events/${this.event}/tickets`, file, "text/csv");
      this.dispatchEvent(new CustomEvent("changed", { bubbles: true }));
    });
    input.value = "";
    this.busy = false;
  }

  private saveTemplate(): void {
    const url = URL.createObjectURL(new Blob([TEMPLATE], { type: "text/csv" }));
    const anchor = document.createElement("a");
    anchor.href = url;
    anchor.download = "tickets.csv";
    anchor.click();
    URL.revokeObjectURL(url);
  }

  protected override render() {
    return html`<section class="card" aria-labelledby="import">
      <h2 id="import">Import tickets</h2>
      <p class="soft">A CSV file in UTF-8 from your ticketing system. Importing it again changes only what changed.</p>
      ${notice(this.problem)}
      <div class="pair">
        <label class="button primary file">
          ${upload}<span>${this.busy ? "Importing…" : "Choose a CSV file"}</span>
          <input type="file" accept=".csv,text/csv" ?disabled=${this.busy} @change=${this.choose} />
        </label>
        <button @click=${this.saveTemplate}>Template</button>
      </div>
      <div role="status">${this.report === null ? "" : this.result(this.report)}</div>
    </section>`;
  }

  private result(report: ImportReport): TemplateResult {
    return html`<p class="import-result">
        <strong>${counted(report.added)}</strong> added, <strong>${counted(report.changed)}</strong> changed,
        <strong>${counted(report.unchanged)}</strong> as before, <strong>${counted(report.refused.length)}</strong> not
        imported.
      </p>
      ${report.refused.length === 0
        ? ""
        : html`<div class="refused-rows">
            <p>${note}<span>Mend these rows and import the file again:</span></p>
            <table>
              <thead><tr><th scope="col">Line</th><th scope="col">Why</th></tr></thead>
              <tbody>
                ${report.refused.map((row) => html`<tr><td>${row.line}</td><td>${row.reason}</td></tr>`)}
              </tbody>
            </table>
          </div>`}`;
  }
}
