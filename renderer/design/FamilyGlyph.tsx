import { familyIcon } from './familyIcon'
import { Icon } from './Icon'
import './families.css'

/** A small square in the colour of a layer's family, with its sign. */
export const FamilyGlyph = ({ family }: { family: keyof typeof familyIcon }) => (
  <span className={`family-glyph f-${family}`}>
    <Icon of={familyIcon[family]} size={14} />
  </span>
)
