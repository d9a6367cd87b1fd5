import { ViewportPortal } from '@xyflow/react'
import { memo, useMemo } from 'react'
import type { Place } from '../layout/layoutRequest'
import { useEditor } from '../state/EditorProvider'
import type { NodeKey } from '../state/editorStore'
import type { NodeFacts, NodeFamily } from '../view/nodeFacts'
import { wireEnds } from '../view/wireLine'
import { wirePath } from '../view/wirePath'
import type { FlowEdge } from './flowNodes'

interface FarPictureProps {
  readonly facts: ReadonlyMap<NodeKey, NodeFacts>
  readonly places: ReadonlyMap<NodeKey, Place>
  readonly edges: readonly FlowEdge[]
}

/**
 * A long network from afar: a path a family and one for all wires. As elements of their own, hundreds of marks cost a layer each, and every step of the
 * view some milliseconds.
 */
export const FarPicture = memo(({ facts, places, edges }: FarPictureProps) => {
  const marks = useMemo(() => marksOf(facts, places), [facts, places])
  const wires = useMemo(() => edges.map((edge) => pathOf(edge, places)).join(''), [edges, places])
  return (
    <ViewportPortal>
      <svg className="far-picture" aria-hidden="true">
        <path className="far-wires" d={wires} />
        <WireToDropOn edges={edges} places={places} />
        {[...marks].map(([family, path]) => (
          <path key={family} className={family === 'bad' ? 'far-bad' : `far-mark f-${family}`} d={path} />
        ))}
      </svg>
    </ViewportPortal>
  )
})
FarPicture.displayName = 'FarPicture'

function marksOf(
  facts: ReadonlyMap<NodeKey, NodeFacts>,
  places: ReadonlyMap<NodeKey, Place>,
): ReadonlyMap<NodeFamily | 'bad', string> {
  const paths = new Map<NodeFamily | 'bad', string>()
  for (const [key, { family, problem, kind }] of facts) {
    const place = places.get(key)
    // An open block is drawn as itself: what is in it lies on it.
    if (!place || kind === 'opened') continue
    const { x, y, width, height } = place
    const group = problem ? 'bad' : family
    paths.set(group, `${paths.get(group) ?? ''}M${x} ${y}h${width}v${height}h${-width}z`)
  }
  return paths
}

/** The one wire that takes in what is being dragged over it: the picture itself stays as it is. */
const WireToDropOn = ({ edges, places }: Pick<FarPictureProps, 'edges' | 'places'>) => {
  const key = useEditor(({ dropWire }) => dropWire)
  const edge = key === undefined ? undefined : edges.find(({ id }) => id === key)
  return edge ? <path className="far-wires drop" d={pathOf(edge, places)} /> : null
}

function pathOf({ data }: FlowEdge, places: ReadonlyMap<NodeKey, Place>): string {
  const ends = data && wireEnds(data.wire, places)
  return ends ? wirePath(ends[0], ends[1], data.bends) : ''
}
