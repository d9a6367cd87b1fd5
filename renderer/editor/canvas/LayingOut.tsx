import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../design/IconButton'

/** Says that a layout is being made, and stops it: then everything stays where it is. */
export const LayingOut = ({ onStop }: { onStop(): void }) => {
  const { t } = useTranslation('editor')
  return (
    <span className="laying-out" role="status">
      {t('layingOut')}
      <IconButton icon={X} small label={t('command.stopLayout')} onClick={onStop} />
    </span>
  )
}
