import { useTranslation } from 'react-i18next'
import { Button } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { startTour } from '../tour/tourState'
import { type HelpTopic, helpTopics } from './topics'

/** One topic, readable in a minute. */
export const HelpDialog = ({ topic, onClose }: { topic: string; onClose(): void }) => {
  const { t } = useTranslation('help')
  const known: HelpTopic = helpTopics.find((one) => one === topic) ?? 'tour'
  return (
    <Dialog
      title={t(`${known}.title`)}
      isOpen
      onClose={onClose}
      actions={
        known === 'tour' && (
          <Button
            main
            onClick={() => {
              onClose()
              startTour()
            }}
          >
            {t('startTour')}
          </Button>
        )
      }
    >
      <p>{t(`${known}.text`)}</p>
    </Dialog>
  )
}
