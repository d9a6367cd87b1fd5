import { useLayerWords } from '../inspector/useLayerWords'
import { percentText } from '../words/figures'
import type { Shares } from './familyCosts'
import '../design/families.css'

/** How families of layers share a total: a thin bar in their colours, and in words for those who do not see it. */
export const FamilyBar = ({ label, shares: { families } }: { label: string; shares: Shares }) => {
  const words = useLayerWords()
  const text = families.map(({ family, part }) => `${words.family(family)} ${percentText(part)}`).join(', ')
  return (
    <div className="family-bar" role="img" aria-label={`${label}: ${text}`} title={text}>
      {families.map(({ family, part }) => (
        <i key={family} className={`f-${family}`} style={{ flexGrow: part * 100 }} />
      ))}
    </div>
  )
}
