/** Under which a dragged layer of the palette is known to the canvas. */
export const offerMime = 'application/x-layerloom-layer'
