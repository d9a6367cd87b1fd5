import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingValues } from '../../shared/records/settings'
import { Button } from '../design/Button'
import { Dialog } from '../design/Dialog'
import { NumberField } from '../design/NumberField'
import { ProblemNotice } from '../design/ProblemNotice'
import { SegmentedControl } from '../design/SegmentedControl'
import { Select } from '../design/Select'
import { Switch } from '../design/Switch'
import { useSettings } from '../frame/useSettings'
import { useAction } from '../studio/useAction'
import { useAnswer } from '../studio/useAnswer'
import { useStudio } from '../studio/useStudio'
import type { SettingName } from './names'
import './settings.css'

/** What a person chooses once for all projects; in force at once, in every window. `at`: where to look first. */
export const SettingsDialog = ({ at, onClose }: { at: string | undefined; onClose(): void }) => {
  const { t } = useTranslation('settings')
  const studio = useStudio()
  const settings = useSettings()
  const about = useAnswer(useCallback(() => studio.about.read({}), [studio]))
  const engine = useAnswer(useCallback(() => studio.engine.state({}), [studio]))
  const change = useAction(useCallback((values: Partial<SettingValues>) => studio.settings.change(values), [studio]))
  const [isTested, setTested] = useState(false)
  const selfTest = useAction(
    useCallback(async () => {
      setTested(false)
      await studio.engine.test({})
      setTested(true)
    }, [studio]),
  )
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (at && settings) body.current?.querySelector(`[data-setting="${at}"]`)?.scrollIntoView({ block: 'center' })
  }, [at, settings])
  const values = settings?.values
  const row = (name: SettingName) => ({ name, isLit: at === name })
  return (
    <Dialog title={t('title')} isOpen wide onClose={onClose}>
      <div className="settings" ref={body}>
        {settings?.problem && <ProblemNotice problem={settings.problem} kind="warning" />}
        {change.problem && <ProblemNotice problem={change.problem} />}
        {values && (
          <>
            <Row {...row('theme')}>
              <SegmentedControl
                label={t('theme.label')}
                value={values.theme}
                segments={(['system', 'light', 'dark'] as const).map((value) => ({
                  value,
                  label: t(`theme.${value}`),
                }))}
                onChange={(theme) => change.run({ theme })}
              />
            </Row>
            <Row {...row('language')}>
              <SegmentedControl
                label={t('language.label')}
                value={values.language}
                segments={[
                  { value: 'system', label: t('language.system') },
                  { value: 'en', label: 'English' },
                  { value: 'ko', label: '한국어' },
                ]}
                onChange={(language) => change.run({ language })}
              />
            </Row>
            <Row {...row('device')}>
              <Select
                label={t('device.label')}
                value={deviceKey(values.device)}
                choices={[
                  { value: 'auto', label: t('device.auto') },
                  { value: 'cpu', label: t('device.cpu') },
                  ...(engine.answer?.hasNvidiaDriver || typeof values.device === 'object'
                    ? [{ value: 'gpu 0', label: t('device.gpu', { number: 0 }) }]
                    : []),
                ]}
                onChange={(key) => change.run({ device: deviceOf(key) })}
              />
            </Row>
            <Row {...row('runsAtOnce')}>
              <NumberField
                label={t('runsAtOnce.label')}
                value={values.runsAtOnce}
                min={1}
                max={16}
                isWhole
                onChange={(runsAtOnce) => runsAtOnce !== undefined && change.run({ runsAtOnce })}
              />
            </Row>
            <Row {...row('whenWindowCloses')}>
              <Select
                label={t('whenWindowCloses.label')}
                value={values.whenWindowCloses}
                choices={(['ask', 'stop', 'continue'] as const).map((value) => ({
                  value,
                  label: t(`whenWindowCloses.${value}`),
                }))}
                onChange={(whenWindowCloses) => change.run({ whenWindowCloses })}
              />
            </Row>
            <Row {...row('notifyWhenRunEnds')}>
              <Switch
                label={t('notifyWhenRunEnds.on')}
                checked={values.notifyWhenRunEnds}
                onChange={(notifyWhenRunEnds) => change.run({ notifyWhenRunEnds })}
              />
            </Row>
          </>
        )}
        <div className="setting">
          <div>
            <h3>{t('engine.label')}</h3>
            <p className="caption">
              {engine.answer && t(engine.answer.cuda ? 'engine.gpu' : engine.answer.cpu ? 'engine.cpu' : 'engine.none')}
            </p>
          </div>
          <div className="row">
            <Button disabled={selfTest.isBusy} onClick={() => selfTest.run()}>
              {t('engine.test')}
            </Button>
            <span className="caption" role="status">
              {selfTest.isBusy ? t('engine.testing') : isTested ? t('engine.tested') : ''}
            </span>
          </div>
          {selfTest.problem && <ProblemNotice problem={selfTest.problem} />}
        </div>
        {about.answer && (
          <p className="caption settings-about">
            Layerloom {about.answer.layerloom} · Node {about.answer.node} · {about.answer.workspace}
          </p>
        )}
      </div>
    </Dialog>
  )
}

const Row = ({ name, isLit, children }: { name: SettingName; isLit: boolean; children: ReactNode }) => {
  const { t } = useTranslation('settings')
  return (
    <div className={isLit ? 'setting lit-setting' : 'setting'} data-setting={name}>
      <div>
        <h3>{t(`${name}.label`)}</h3>
        <p className="caption">{t(`${name}.about`)}</p>
      </div>
      <div className="setting-control">{children}</div>
    </div>
  )
}

const deviceKey = (device: SettingValues['device']): string =>
  typeof device === 'string' ? device : `gpu ${device.gpu}`

const deviceOf = (key: string): SettingValues['device'] =>
  key === 'auto' || key === 'cpu' ? key : { gpu: Number(key.slice(4)) }
