const STORED = "facelane.alarm";
const TONE_HERTZ = 880;
const TONE_SECONDS = 0.18;

// Calls a steward by sound and vibration, where the steward wants it. A browser lets a page sound only after it was
// touched, so switching it on sounds once.
export class Alarm {
  private sound: AudioContext | null = null;

  get isOn(): boolean {
    return localStorage.getItem(STORED) === "on";
  }

  set(on: boolean): void {
    localStorage.setItem(STORED, on ? "on" : "off");
    if (on) {
      this.ring();
    }
  }

  ring(): void {
    if (!this.isOn) {
      return;
    }
    navigator.vibrate?.([200, 100, 200]);
    this.sound ??= new AudioContext();
    const tone = this.sound.createOscillator();
    const volume = this.sound.createGain();
    volume.gain.value = 0.25;
    tone.frequency.value = TONE_HERTZ;
    tone.connect(volume).connect(this.sound.destination);
    tone.start();
    tone.stop(this.sound.currentTime + TONE_SECONDS);
  }
}
