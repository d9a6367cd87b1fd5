/** Three pictures that are dropped: a crab, a starfish, a jellyfish, drawn by us. */
export const PicturesArt = () => (
  <div className="pictures-art" aria-hidden="true">
    <svg viewBox="0 0 60 60" aria-hidden="true" className="art-sand">
      <path
        className="art-limbs"
        d="M18 34 8 28M18 38 7 38M19 42 9 48M42 34l10-6M42 38h11M41 42l10 6M21 28l-5-9M39 28l5-9"
      />
      <circle cx="15" cy="17" r="5" />
      <circle cx="45" cy="17" r="5" />
      <ellipse cx="30" cy="36" rx="14" ry="10" />
      <circle className="art-eye" cx="25" cy="31" r="1.6" />
      <circle className="art-eye" cx="35" cy="31" r="1.6" />
    </svg>
    <svg viewBox="0 0 60 60" aria-hidden="true" className="art-dune">
      <path className="art-star" d="M30 11 35.3 24 49 25 38.5 34 41.8 47.5 30 40.2 18.2 47.5 21.5 34 11 25 24.7 24Z" />
      <path className="art-dots" d="M30 20v0M30 27v0M38 28v0M22 28v0M35 36v0M25 36v0M30 33v0" />
    </svg>
    <svg viewBox="0 0 60 60" aria-hidden="true" className="art-sea">
      <path
        className="art-limbs"
        d="M22 32c-4 6 3 9-1 18M28 32c-3 7 3 11 0 20M34 32c3 7-3 11 1 20M40 32c4 6-4 9 1 17"
      />
      <path d="M15 32c0-12 7-20 15-20s15 8 15 20c-4 3-26 3-30 0z" />
      <path className="art-gleam" d="M22 26c1-5 4-8 7-9" />
    </svg>
  </div>
)
