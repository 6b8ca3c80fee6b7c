'use client';

/** Two soft notes, as of a shop's door. Browsers play them only on pages where somebody has clicked. */
export function ring(): void {
  const Context = window.AudioContext;
  if (!Context) return;
  const audio = new Context();
  [880, 660].forEach((pitch, index) => {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const begins = audio.currentTime + index * 0.18;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, begins);
    volume.gain.exponentialRampToValueAtTime(0.12, begins + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, begins + 0.35);
    tone.connect(volume).connect(audio.destination);
    tone.start(begins);
    tone.stop(begins + 0.4);
  });
  setTimeout(() => void audio.close(), 1500);
}
