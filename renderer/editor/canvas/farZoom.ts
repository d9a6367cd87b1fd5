/** Below this zoom words cannot be read and are not drawn. */
export const farZoom = 0.42
export const leastZoom = 0.02
