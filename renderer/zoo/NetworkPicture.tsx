import type { ZooFacts } from '../../shared/zoo/facts'
import { drawOutline } from './drawOutline'
import '../design/families.css'

const [width, height, arc] = [132, 40, 10]

/** A small drawing of a network from its own stages. Arcs above are sums with a skip connection, brackets below are joined branches. */
export const NetworkPicture = ({ outline }: { outline: ZooFacts['outline'] }) => (
  <svg className="network-picture" viewBox={`-1 ${-arc} ${width + 2} ${height + arc + 6}`} aria-hidden="true">
    {drawOutline(outline, width, height).map((block) => {
      const top = (height - block.height) / 2
      return (
        <g key={block.x} className={`f-${block.family}`} transform={`translate(${block.x} 0)`}>
          <rect y={top} width={block.width} height={block.height} rx={1.5} />
          {block.cuts.map((cut) => (
            <path key={cut} className="cut-line" d={`M${cut} ${top}v${block.height}`} />
          ))}
          {block.join === 'add' && (
            <path className="join" d={`M1 ${top - 2}q${block.width / 2 - 1} -9 ${block.width - 2} 0`} />
          )}
          {block.join === 'concat' && (
            <path className="join" d={`M1 ${top + block.height + 1.5}v3h${block.width - 2}v-3`} />
          )}
        </g>
      )
    })}
  </svg>
)
