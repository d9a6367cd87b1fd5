import { type ReactFlowState, useStore, ViewportPortal } from '@xyflow/react'

/** Between two dots, in pixels of the canvas at its own size. */
const gap = 20
/** A side of the sheet of dots, in gaps: several screens wide, so that it is seldom moved. */
const side = 512

/**
 * The dots of the canvas. React Flow's own are a pattern that is painted anew at each step of the view; these lie on the layer of what is drawn and move
 * with it. From afar each second one is drawn, then each fourth, so that they never become a grey.
 */
export const CanvasDots = () => {
  const apart = useStore(apartAt)
  const x = useStore((state) => cornerAt(state, 0))
  const y = useStore((state) => cornerAt(state, 1))
  return (
    <ViewportPortal>
      <div
        className="canvas-dots"
        aria-hidden
        style={{
          left: x - apart / 2,
          top: y - apart / 2,
          width: side * apart,
          height: side * apart,
          backgroundImage: `radial-gradient(circle at center, var(--dot) ${apart * 0.025}px, transparent ${apart * 0.045}px)`,
          backgroundSize: `${apart}px ${apart}px`,
        }}
      />
    </ViewportPortal>
  )
}

/** On the screen 10 to 20 pixels, above its own size more. */
const apartAt = ({ transform: [, , zoom] }: ReactFlowState): number =>
  gap * 2 ** -Math.min(0, Math.ceil(Math.log2(zoom)))

/** Where the sheet begins so that the view lies in its middle half: it moves in steps of a quarter. */
function cornerAt(state: ReactFlowState, axis: 0 | 1): number {
  const { transform, width, height } = state
  const step = (side / 4) * apartAt(state)
  const middle = ((axis === 0 ? width : height) / 2 - transform[axis]) / transform[2]
  return (Math.round(middle / step) - 2) * step
}
