import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import './Tabs.css'

export interface Tab {
  readonly id: string
  readonly label: ReactNode
  readonly content: ReactNode
}

/** Several panels in one place. `label` names the row of tabs. */
export const Tabs = ({
  label,
  tabs,
  value,
  onChange,
}: {
  label: string
  tabs: readonly Tab[]
  /** Without it the first is shown at first. */
  value?: string
  onChange?(id: string): void
}) => (
  <Base.Root
    className="tabs"
    {...(value === undefined ? { defaultValue: tabs[0]?.id } : { value })}
    onValueChange={(id) => onChange?.(id as string)}
  >
    <Base.List className="tab-list" aria-label={label}>
      {tabs.map((tab) => (
        <Base.Tab key={tab.id} value={tab.id} className="tab">
          {tab.label}
        </Base.Tab>
      ))}
    </Base.List>
    {tabs.map((tab) => (
      <Base.Panel key={tab.id} value={tab.id} className="tab-panel">
        {tab.content}
      </Base.Panel>
    ))}
  </Base.Root>
)
