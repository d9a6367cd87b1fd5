import { HelpDialog } from '../help/HelpDialog'
import { KeySheet } from '../keysheet/KeySheet'
import { Palette } from '../palette/Palette'
import { SettingsDialog } from '../settings/SettingsDialog'
import { hideOverlay, useOverlay } from './overlay'

/** What lies over the page. */
export const Overlays = () => {
  const overlay = useOverlay()
  switch (overlay?.kind) {
    case 'palette':
      return <Palette onClose={hideOverlay} />
    case 'keys':
      return <KeySheet onClose={hideOverlay} />
    case 'settings':
      return <SettingsDialog at={overlay.at} onClose={hideOverlay} />
    case 'help':
      return <HelpDialog topic={overlay.topic} onClose={hideOverlay} />
    default:
      return null
  }
}
