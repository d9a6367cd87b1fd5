/** Digits as a hand writes them, one stroke each, by number. */
const strokes = [
  'M7 6c2-3 7-2 7 4s-4 9-7 8-4-9 0-12z',
  'M8 7l3-3v15',
  'M6 8c1-5 9-4 8 1-1 4-6 6-8 9h9',
  'M6 6c6-4 10 3 4 5 7 1 4 9-4 6',
  'M12 19V4L5 13h11',
  'M14 5H8l-1 6c6-2 9 2 6 6-2 2-5 2-7 0',
  'M13 4c-5 3-7 8-6 12 1 3 7 3 7-1s-6-4-7-1',
  'M5 5h10l-6 14',
  'M10 11c-6-2-3-8 1-7s4 6-1 7-6 8 0 8 6-6 0-8z',
  'M14 7c-1-4-8-3-8 1s6 4 8 0c0 4 0 7-2 12',
]
const shown = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2, 6, 4]

/** A wall of digits, drawn by us. */
export const DigitsArt = () => (
  <div className="digits-art" aria-hidden="true">
    {shown.map((digit, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a drawing that never changes
      <svg key={place} viewBox="0 0 21 23">
        <title>{digit}</title>
        <path
          d={strokes[digit]}
          transform={`rotate(${(place % 3) * 5 - 5} 10 11)`}
          strokeWidth={2 + (place % 3) * 0.4}
        />
      </svg>
    ))}
  </div>
)
