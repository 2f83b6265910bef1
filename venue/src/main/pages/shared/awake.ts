// A screen that goes dark in the middle of an evening helps nobody; where a browser cannot stay awake, the device's own
// settings have to see to it.
export function stayAwake(): void {
  document.addEventListener("visibilitychange", () => void ask());
  void ask();
}

async function ask(): Promise<void> {
  if (document.visibilityState === "visible" && "wakeLock" in navigator) {
    await navigator.wakeLock.request("screen").catch(() => undefined);
  }
}
