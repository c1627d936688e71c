/** 0.8912 → '89.12 %'; what could not be measured → '-'. */
export function formatPercent(fraction: number | null | undefined): string {
  return fraction === null || fraction === undefined ? '-' : `${(100 * fraction).toFixed(2)} %`;
}

/** 204577 → '204,577' */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en');
}

/** 83 seconds → '1:23' */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [hours, minutes, rest] = parts.map((part) => String(part).padStart(2, '0'));
  return (hours === '00' ? `${minutes}:${rest}` : `${hours}:${minutes}:${rest}`).replace(/^0/, '');
}

export function formatBytes(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
