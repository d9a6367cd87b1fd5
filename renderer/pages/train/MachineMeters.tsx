import { useTranslation } from 'react-i18next'
import { Meter } from '../../charts/Meter'
import { Sparkline } from '../../charts/Sparkline'
import { PanelSection } from '../../design/Panel'
import type { KnownLive } from '../../runs/liveRun'
import { countText } from '../../words/figures'

/** What the run takes of its machine. */
export const MachineMeters = ({ live, device }: { live: KnownLive; device: string | undefined }) => {
  const { t } = useTranslation('train')
  const { machine, imagesPerSecond } = live.now
  if (!machine && imagesPerSecond === null)
    return device ? (
      <PanelSection title={t('machine')} aside={device?.toUpperCase()}>
        {<p className="part-empty">{t('machineIdle')}</p>}
      </PanelSection>
    ) : null
  const used = machine ? machine.totalBytes - machine.freeBytes : 0
  return (
    <PanelSection title={t('machine')} aside={device?.toUpperCase()}>
      <div className="meters">
        {machine && (
          <>
            <Meter
              label={t('processor')}
              value={machine.processor}
              text={`${Math.round(machine.processor * 100)} %`}
              title={t('cores', { count: machine.cores })}
            />
            <Meter
              label={t('memory')}
              value={used / machine.totalBytes}
              text={t('amountOf', { used: gigabytes(used), total: gigabytes(machine.totalBytes) })}
              title={t('memoryWhy')}
            />
            <Meter
              label={t('ofThisRun')}
              value={machine.processBytes / machine.totalBytes}
              text={`${gigabytes(machine.processBytes)} GB`}
            />
          </>
        )}
        <span>{t('speedShort')}</span>
        <Sparkline values={live.speeds} label={t('speed')} />
        <b>{countText(imagesPerSecond)}</b>
        {machine && (
          <Meter
            label={t('dataWait')}
            value={machine.dataWait}
            text={`${Math.round(machine.dataWait * 100)} %`}
            title={t('dataWaitWhy')}
          />
        )}
      </div>
    </PanelSection>
  )
}

const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(bytes < 1e10 ? 1 : 0)
